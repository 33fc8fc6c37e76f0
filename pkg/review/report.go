package review

import (
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// Report is the result of a review. It is complete and sorted; writing it twice gives the same
// bytes. It holds no reference to the sources.
type Report struct {
	Checked  Checked
	Servers  []Server
	Skipped  []Skipped
	Excerpts []string // the first 100 of Checked.Excerpts, by their paths
	Sources  []Source
	Findings []Finding // in the order of every output: primary, severity, first evidence, id
	// Incomplete is true when something asked for could not be reviewed (exit status 3).
	Incomplete bool
}

// Checked counts what was read.
type Checked struct {
	Sources, Attempts, Entries, Lines int
	Bytes                             int64
	Rules                             int
	OtherFiles                        int // files in folders or archives that are no setup logs
	Excerpts                          int // how many of these may be excerpts, which are reviewed when they are named
	OwnReports                        int // how many of these are reports of this program
	SavedFiles                        int // how many of these were read for a log, to see what services were before
}

// Server is what the sources say about one server. All that follows Sources is of one attempt, the
// newest reviewed one.
type Server struct {
	Name           string // lower case short name; empty when no source says
	Sources        []int  // indexes into Report.Sources
	Outcome        parser.Outcome
	InstalledBuild string
	SetupBuild     string
	LastAttempt    time.Time // when it began; zero when unknown
	Primary        string    // rule id, empty when there is no finding
}

// Skipped is something that could not be reviewed, and why.
type Skipped struct {
	Path   string
	Reason string // a fixed word: missing, unreadable, not-a-setup-log, own-report, folder, archive, rule-timeout …
	Detail string // a sentence for people
}

// Source is one log that was read.
type Source struct {
	Path    string
	Root    string // the path that the user gave, when this one was found under it
	Kind    parser.Kind
	Excerpt bool
	Server  string
	// ServerAssumed is true when the source names no server, and this is that of the logs beside it.
	ServerAssumed bool

	Encoding string
	Lines    int
	Bytes    int64 // as stored, before decoding
	Notes    []Note
	Attempts []Attempt // newest last; at most 200
	// AttemptsOmitted counts older attempts that are not listed.
	AttemptsOmitted int
}

// Note is a remark about a source: a line that was cut, binary that was skipped, why an older
// attempt was chosen.
type Note struct {
	Line int // 0 when it concerns the whole source
	Text string
}

// Attempt is one run of setup. The fields behind Reviewed are set for reviewed attempts only.
type Attempt struct {
	Index          int // 1 is the first in the source
	Line, EndLine  int
	Started, Ended time.Time
	// LocalStarted and LocalEnded are set instead for logs that write local time without a zone.
	LocalStarted, LocalEnded parser.LocalTime
	Outcome                  parser.Outcome
	InstallationMode         string
	SetupBuild               string
	Reviewed                 bool

	Facts      parser.Facts
	Parameters []parser.Parameter
	// SetupRelease and InstalledRelease are readable names such as "2019 CU12".
	SetupRelease, InstalledRelease string
	Roles                          []string
	Steps                          []Step
	Failure                        *parser.Failure
	// FailureStep is the readable name of the failed component.
	FailureStep string
	Duration    time.Duration // 0 when unknown
	Entries     int
}

// Step is a task with its readable title.
type Step struct {
	parser.Step
	Title string
}

// Finding is one known failure found in one attempt.
type Finding struct {
	RuleID     string
	Title      string
	Severity   rules.Severity
	Confidence rules.Confidence
	Category   string
	Primary    bool
	Server     string
	Source     int    // index into Report.Sources, of the first evidence
	Path       string // path of that source
	Attempt    int    // index within the source
	// Occurrences counts the matches.
	Occurrences int
	Cause       string
	// Captures by name; one value or several distinct ones.
	Captures     map[string][]string
	Evidence     []Evidence // at least one; the first three and the last
	Remediation  []Remedy
	References   []rules.Reference
	Consequences []Consequence
	Fingerprint  string // hex SHA-256 of rule, server and identity captures
	GroupKey     string // the same without the server
	// Servers counts the servers that have a finding with this GroupKey.
	Servers int
}

// Evidence is a place in a log that shows the finding.
type Evidence struct {
	Source int // index into Report.Sources
	Path   string
	Line   int
	Time   time.Time // UTC; zero when unknown
	// LocalTime is set instead of Time for logs that write local time without a zone.
	LocalTime string
	// Text is as it stands in the log, untrusted, at most 1,000 characters.
	Text string
}

// Remedy is one step of a remediation with its values filled in.
type Remedy struct {
	Text      string
	Command   string
	Shell     string
	Effect    rules.Effect
	Confirmed bool
	// Destructive is true when the step destroys, or edits what must be backed up first.
	Destructive bool
	// Notes say which placeholders have to be filled in by hand.
	Notes []string

	shared    string   // the name of the shared steps among which it stands
	insteadOf []string // the shared steps that it makes obsolete
}

// Consequence is a finding that follows from another one.
type Consequence struct {
	RuleID   string
	Title    string
	Severity rules.Severity
	Text     string
	Evidence Evidence
}
