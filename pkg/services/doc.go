// Package services makes the plan that brings the services of an Exchange server back to what
// they were before an update or a setup disabled or stopped them.
//
// A plan is plain data. It comes from the start modes and states that ServiceControl.ps1 saved
// beside its log, when they are there and sound, and else from the log alone:
//
//	plan := services.Restore(services.Evidence{Services: attempt.Services, Modes: modes})
//	err := plan.WriteScript(w)
package services
