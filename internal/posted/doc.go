// Package posted takes out of a text what was put into it on its way: what forums, tickets, mail
// programs and chats do to the part of a log that somebody copies into them. It knows markup and
// marks in front of lines, and nothing of what a log says.
package posted
