package report

import "encoding/json"

// schemaVersion is the version of the JSON documents. Within version 1 keys are only added.
const schemaVersion = "1.0"

// The types of this file are the JSON document, apart from the types of the review, so that
// those may change. schema/report.schema.json describes the same; a test compares them.

type document struct {
	SchemaVersion string        `json:"schemaVersion"`
	Tool          toolDoc       `json:"tool"`
	Summary       summaryDoc    `json:"summary"`
	Servers       []serverDoc   `json:"servers"`
	Skipped       []skippedDoc  `json:"skipped"`
	Sources       []reviewedDoc `json:"sources"`
	Findings      []findingDoc  `json:"findings"`
}

// findingLine is one line of ndjson: a finding with server, source and attempt as objects.
type findingLine struct {
	SchemaVersion string  `json:"schemaVersion"`
	Tool          toolDoc `json:"tool"`
	findingHead
	Server  serverBody `json:"server"`
	Source  sourceDoc  `json:"source"`
	Attempt attemptDoc `json:"attempt"`
	findingBody
}

type toolDoc struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type summaryDoc struct {
	Outcome    string     `json:"outcome"`
	ExitStatus int        `json:"exitStatus"`
	Primary    string     `json:"primary,omitempty"`
	Findings   countsDoc  `json:"findings"`
	Checked    checkedDoc `json:"checked"`
}

type countsDoc struct {
	Critical int `json:"critical"`
	Error    int `json:"error"`
	Warning  int `json:"warning"`
	Info     int `json:"info"`
}

type checkedDoc struct {
	Sources    int   `json:"sources"`
	Attempts   int   `json:"attempts"`
	Entries    int   `json:"entries"`
	Lines      int   `json:"lines"`
	Bytes      int64 `json:"bytes"`
	Rules      int   `json:"rules"`
	OtherFiles int   `json:"otherFiles"`
	Excerpts   int   `json:"excerpts,omitempty"`
	OwnReports int   `json:"ownReports,omitempty"`
	SavedFiles int   `json:"savedFiles,omitempty"`
}

type serverDoc struct {
	serverBody
	Sources []int `json:"sources"`
}

type serverBody struct {
	Name           string `json:"name,omitempty"`
	Outcome        string `json:"outcome,omitempty"`
	InstalledBuild string `json:"installedBuild,omitempty"`
	SetupBuild     string `json:"setupBuild,omitempty"`
	LastAttempt    string `json:"lastAttempt,omitempty"`
	Primary        string `json:"primary,omitempty"`
}

type skippedDoc struct {
	Path   string `json:"path"`
	Reason string `json:"reason"`
	Detail string `json:"detail,omitempty"`
}

type reviewedDoc struct {
	sourceDoc
	Attempts []attemptDoc `json:"attempts"`
}

type sourceDoc struct {
	Path            string    `json:"path"`
	Kind            string    `json:"kind"`
	Excerpt         bool      `json:"excerpt"`
	Server          string    `json:"server,omitempty"`
	ServerAssumed   bool      `json:"serverAssumed,omitempty"`
	Encoding        string    `json:"encoding,omitempty"`
	Lines           int       `json:"lines"`
	Bytes           int64     `json:"bytes"`
	Notes           []noteDoc `json:"notes"`
	AttemptsOmitted int       `json:"attemptsOmitted"`
}

type noteDoc struct {
	Line int    `json:"line,omitempty"`
	Text string `json:"text"`
}

type attemptDoc struct {
	Index            int    `json:"index"`
	Line             int    `json:"line,omitempty"`
	EndLine          int    `json:"endLine,omitempty"`
	Started          string `json:"started,omitempty"`
	Ended            string `json:"ended,omitempty"`
	LocalStarted     string `json:"localStarted,omitempty"`
	LocalEnded       string `json:"localEnded,omitempty"`
	Outcome          string `json:"outcome"`
	InstallationMode string `json:"installationMode,omitempty"`
	SetupBuild       string `json:"setupBuild,omitempty"`
	Reviewed         bool   `json:"reviewed"`
	*factsDoc
}

// factsDoc holds what only reviewed attempts have.
type factsDoc struct {
	DurationSeconds  float64        `json:"durationSeconds,omitempty"`
	TimeZone         string         `json:"timeZone,omitempty"`
	UTCOffset        string         `json:"utcOffset,omitempty"`
	Interface        string         `json:"interface,omitempty"`
	Mode             string         `json:"mode,omitempty"`
	Parameters       map[string]any `json:"parameters"`
	Command          string         `json:"command,omitempty"`
	User             string         `json:"user,omitempty"`
	Server           string         `json:"server,omitempty"`
	ServerFQDN       string         `json:"serverFqdn,omitempty"`
	Domain           string         `json:"domain,omitempty"`
	Site             string         `json:"site,omitempty"`
	SchemaMaster     string         `json:"schemaMaster,omitempty"`
	SchemaMasterSite string         `json:"schemaMasterSite,omitempty"`
	DomainController string         `json:"domainController,omitempty"`
	GlobalCatalog    string         `json:"globalCatalog,omitempty"`
	Organization     string         `json:"organization,omitempty"`
	OperatingSystem  string         `json:"operatingSystem,omitempty"`
	Product          string         `json:"product,omitempty"`
	SetupRelease     string         `json:"setupRelease,omitempty"`
	InstalledBuild   string         `json:"installedBuild,omitempty"`
	InstalledRelease string         `json:"installedRelease,omitempty"`
	InstallPath      string         `json:"installPath,omitempty"`
	Roles            []string       `json:"roles"`
	Update           *updateDoc     `json:"update,omitempty"`
	Steps            []stepDoc      `json:"steps"`
	Failure          *failureDoc    `json:"failure"`
}

type updateDoc struct {
	Name  string `json:"name,omitempty"`
	KB    string `json:"kb,omitempty"`
	Build string `json:"build,omitempty"`
}

type stepDoc struct {
	Task            string  `json:"task"`
	Title           string  `json:"title,omitempty"`
	Line            int     `json:"line,omitempty"`
	Started         string  `json:"started,omitempty"`
	DurationSeconds float64 `json:"durationSeconds,omitempty"`
	Outcome         string  `json:"outcome,omitempty"`
}

type failureDoc struct {
	Task      string   `json:"task,omitempty"`
	Step      string   `json:"step,omitempty"`
	Component string   `json:"component,omitempty"`
	Cmdlet    string   `json:"cmdlet,omitempty"`
	Exception string   `json:"exception,omitempty"`
	Message   string   `json:"message,omitempty"`
	Inner     []string `json:"inner"`
	Script    string   `json:"script,omitempty"`
	Reference string   `json:"reference,omitempty"`
	Line      int      `json:"line,omitempty"`
}

type findingDoc struct {
	findingHead
	Server  string `json:"server,omitempty"`
	Source  string `json:"source"`
	Attempt int    `json:"attempt,omitempty"`
	findingBody
}

type findingHead struct {
	RuleID     string `json:"ruleId"`
	Title      string `json:"title"`
	Severity   string `json:"severity"`
	Confidence string `json:"confidence"`
	Category   string `json:"category,omitempty"`
	Primary    bool   `json:"primary"`
}

type findingBody struct {
	Occurrences  int                  `json:"occurrences"`
	Cause        string               `json:"cause"`
	Captures     map[string]oneOrMany `json:"captures"`
	Evidence     []evidenceDoc        `json:"evidence"`
	Remediation  []remedyDoc          `json:"remediation"`
	References   []referenceDoc       `json:"references"`
	Consequences []consequenceDoc     `json:"consequences"`
	Fingerprint  string               `json:"fingerprint"`
	GroupKey     string               `json:"groupKey"`
	SharedBy     int                  `json:"sharedBy,omitempty"`
}

type evidenceDoc struct {
	Source    string `json:"source"`
	Line      int    `json:"line,omitempty"`
	Time      string `json:"time,omitempty"`
	LocalTime string `json:"localTime,omitempty"`
	Text      string `json:"text"`
}

type remedyDoc struct {
	Text        string   `json:"text,omitempty"`
	Command     string   `json:"command,omitempty"`
	Shell       string   `json:"shell,omitempty"`
	Effect      string   `json:"effect,omitempty"`
	Confirmed   bool     `json:"confirmed"`
	Destructive bool     `json:"destructive"`
	Notes       []string `json:"notes"`
}

type referenceDoc struct {
	Title string `json:"title"`
	URL   string `json:"url"`
}

type consequenceDoc struct {
	RuleID   string      `json:"ruleId"`
	Title    string      `json:"title"`
	Severity string      `json:"severity"`
	Text     string      `json:"text,omitempty"`
	Evidence evidenceDoc `json:"evidence"`
}

// oneOrMany is a value of a capture: a string when there is one, else a list.
type oneOrMany []string

// MarshalJSON writes a single value as a string.
func (v oneOrMany) MarshalJSON() ([]byte, error) {
	if len(v) == 1 {
		return json.Marshal(v[0])
	}
	return json.Marshal(append([]string{}, v...))
}
