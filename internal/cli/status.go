package cli

// The exit statuses. They are a contract: scripts depend on them, and they never change.
const (
	// StatusOK means reviewed, and nothing at or above --fail-on.
	StatusOK = 0
	// StatusFindings means reviewed, with findings at or above --fail-on. What only follows from
	// a finding does not count.
	StatusFindings = 1
	// StatusUsage means a mistake in the command line, the configuration or a rule; nothing was
	// reviewed.
	StatusUsage = 2
	// StatusIncomplete means that something asked for could not be reviewed. What could be
	// reviewed is reported. It outranks StatusFindings.
	StatusIncomplete = 3
	// StatusFailed means that the program itself failed: the output could not be written, or an
	// internal error.
	StatusFailed = 4
	// StatusInterrupted means that the user interrupted the program.
	StatusInterrupted = 130
)
