// Package lookup finds rules and articles by what people type: an id, the code of an error, the
// number of an event, the name of a readiness rule, or words from the screen. It knows no failure
// itself; all it searches is what the rules and articles say.
//
// The same query over the same set gives the same hits in the same order. Nothing is prepared in
// advance: a search reads the texts once, so that whoever never searches pays nothing. The package
// may be imported by other programs.
package lookup
