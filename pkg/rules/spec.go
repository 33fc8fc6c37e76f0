package rules

import "time"

// File is one YAML document of rules.
type File struct {
	// Rules of this file: one, or a family.
	Rules []Rule `yaml:"rules,omitempty"`
	// Articles of this file: knowledge that no line of a log shows.
	Articles []Article `yaml:"articles,omitempty"`
	// Steps are remediation steps that rules of any file share by name ("use: NAME").
	Steps map[string][]Step `yaml:"steps,omitempty"`
}

// Rule is one known failure: what must match, what it means, what to do, and the proof.
type Rule struct {
	ID         string             `yaml:"id"`
	Title      string             `yaml:"title"`
	Severity   Severity           `yaml:"severity,omitempty"`   // default error
	Confidence Confidence         `yaml:"confidence,omitempty"` // default certain
	Category   string             `yaml:"category"`
	Rank       Rank               `yaml:"rank,omitempty"`    // default normal
	Order      int                `yaml:"order,omitempty"`   // breaks ties of rank; smaller first
	Sources    []string           `yaml:"sources,omitempty"` // kinds of source; see docs
	Match      Condition          `yaml:"match"`
	Variants   []Variant          `yaml:"variants,omitempty"`
	Captures   map[string]Capture `yaml:"captures,omitempty"`
	Identity   []string           `yaml:"identity,omitempty"`
	// Symptoms are words by which users look for this and which no pattern holds.
	Symptoms []string `yaml:"symptoms,omitempty"`
	// Codes of errors, and numbers of events, by which users look for this.
	Codes  []string `yaml:"codes,omitempty"`
	Events []int    `yaml:"events,omitempty"`
	Cause  string   `yaml:"cause"`
	// Remediation in the order of the work: look, save, change, verify, undo.
	Remediation []Step      `yaml:"remediation"`
	References  []Reference `yaml:"references,omitempty"`
	Supersedes  []string    `yaml:"supersedes,omitempty"` // ids, "*" as wildcard
	Causes      []string    `yaml:"causes,omitempty"`     // ids, "*" as wildcard
	Tests       []Test      `yaml:"tests"`

	// NamedCaptures are the captures sorted by name; the loader fills them in. The rules that come
	// with the program have only these, since a map has to be made when a program starts.
	NamedCaptures []NamedCapture `yaml:"-"`

	// Path and Line say where the rule stands; the loader fills them in.
	Path string `yaml:"-"`
	Line int    `yaml:"-"`
}

// Variant replaces parts of its rule when its condition holds; the first that holds wins.
type Variant struct {
	When        Condition  `yaml:"when"`
	Title       string     `yaml:"title,omitempty"`
	Severity    Severity   `yaml:"severity,omitempty"`
	Confidence  Confidence `yaml:"confidence,omitempty"`
	Rank        Rank       `yaml:"rank,omitempty"`
	Cause       string     `yaml:"cause,omitempty"`
	Remediation []Step     `yaml:"remediation,omitempty"`
}

// Condition is a leaf, which looks at one thing, or a combination of conditions. Exactly one of
// the fields of the first two groups is set.
type Condition struct {
	// Leaves.
	Entry       string   `yaml:"entry,omitempty"`       // pattern on the text of an entry
	Script      string   `yaml:"script,omitempty"`      // pattern on script text that setup echoed
	Failure     string   `yaml:"failure,omitempty"`     // pattern on a part of a failure
	Setting     string   `yaml:"setting,omitempty"`     // name of an evaluated setting
	Readiness   []string `yaml:"readiness,omitempty"`   // names of readiness rules; "*" is any
	Fact        string   `yaml:"fact,omitempty"`        // name of a fact
	Capture     string   `yaml:"capture,omitempty"`     // name of a capture (variants only)
	Option      string   `yaml:"option,omitempty"`      // name of an option of the program
	Unexplained bool     `yaml:"unexplained,omitempty"` // nothing else explains the failure

	// Combinations.
	All      []Condition `yaml:"all,omitempty"`
	Any      []Condition `yaml:"any,omitempty"`
	None     []Condition `yaml:"none,omitempty"`
	Sequence []Condition `yaml:"sequence,omitempty"` // entries in this order

	// Entry and script: which ones.
	Tags     []string      `yaml:"tags,omitempty"`     // error, warning, required, recommended, reference, none
	Level    *int          `yaml:"level,omitempty"`    // 0 to 3
	Position string        `yaml:"position,omitempty"` // first or last entry of the attempt
	Silence  time.Duration `yaml:"silence,omitempty"`  // entry: nothing logged for longer after it
	Duration time.Duration `yaml:"duration,omitempty"` // script: it ran for longer
	AtLeast  int           `yaml:"atLeast,omitempty"`  // entry: so many matches
	// Failure: which part; default output.
	Part string `yaml:"part,omitempty"`
	// Sequence: the entries follow each other directly, or without a match of this between them.
	Adjacent bool   `yaml:"adjacent,omitempty"`
	Without  string `yaml:"without,omitempty"`
	// Readiness: pattern on the message; whether Evaluated … "True" alone is enough; whether only
	// failures count that no other rule claims.
	Message   string `yaml:"message,omitempty"`
	Evaluated bool   `yaml:"evaluated,omitempty"`
	Unclaimed bool   `yaml:"unclaimed,omitempty"`
	// Setting, fact, capture: the comparison; none means "is present and not empty".
	Is                   string   `yaml:"is,omitempty"`
	IsNot                string   `yaml:"isNot,omitempty"`
	In                   []string `yaml:"in,omitempty"`
	Matches              string   `yaml:"matches,omitempty"`
	Less                 string   `yaml:"less,omitempty"`                 // another fact, or a literal number or build
	Equals               string   `yaml:"equals,omitempty"`               // another fact
	SameCumulativeUpdate string   `yaml:"sameCumulativeUpdate,omitempty"` // another fact

	// Literals are those of the pattern of a leaf, WithoutLiterals those of Without; the loader
	// fills them in. An empty list means that there are none; nil, that nobody has looked.
	Literals        []Literal `yaml:"-"`
	WithoutLiterals []Literal `yaml:"-"`
}

// Capture says where a value comes from that no named group of the match gives, or what type a
// captured value must have to enter a command.
type Capture struct {
	Setting string `yaml:"setting,omitempty"` // value of an evaluated setting
	Fact    string `yaml:"fact,omitempty"`    // value of a fact
	Before  string `yaml:"before,omitempty"`  // nearest entry before the evidence; named group
	After   string `yaml:"after,omitempty"`   // nearest entry after the evidence; named group
	Script  string `yaml:"script,omitempty"`  // script of the failure, or the nearest script before
	Type    string `yaml:"type,omitempty"`    // see docs; without it the value enters no command

	// Literals are those of the pattern; the loader fills them in.
	Literals []Literal `yaml:"-"`
}

// NamedCapture is a capture with its name.
type NamedCapture struct {
	Name    string
	Capture Capture
}

// Step is one step of a remediation.
type Step struct {
	Use       string `yaml:"use,omitempty"` // name of shared steps; excludes the rest
	Text      string `yaml:"text,omitempty"`
	Command   string `yaml:"command,omitempty"`
	Shell     string `yaml:"shell,omitempty"`     // powershell (default) or cmd
	Effect    Effect `yaml:"effect,omitempty"`    // default reads
	SaveFirst bool   `yaml:"saveFirst,omitempty"` // edits what has to be backed up first
	Confirmed *bool  `yaml:"confirmed,omitempty"` // default true
	// When leaves the step out where it does not hold; it looks at facts only.
	When *Condition `yaml:"when,omitempty"`
	// InsteadOf are names of shared steps that this one makes obsolete: where two findings are told as
	// one, those of the other finding are left out.
	InsteadOf []string `yaml:"insteadOf,omitempty"`

	// Shared is the name under which this one stands among shared steps; the loader fills it in.
	Shared string `yaml:"-"`
}

// Reference is where to read more.
type Reference struct {
	Title string `yaml:"title"`
	URL   string `yaml:"url"`
}

// Test is an excerpt that must give the finding (Log) or must not (Not).
type Test struct {
	Name     string            `yaml:"name"`
	Log      string            `yaml:"log,omitempty"`
	Not      string            `yaml:"not,omitempty"`
	Options  []string          `yaml:"options,omitempty"`
	Captures map[string]string `yaml:"captures,omitempty"` // expected; lists joined by ", "
	Severity Severity          `yaml:"severity,omitempty"` // expected
	Evidence string            `yaml:"evidence,omitempty"` // text that an evidence must contain
	Advice   string            `yaml:"advice,omitempty"`   // text that title, cause or steps must contain
}

// Severity says how bad a finding is.
type Severity string

// The severities.
const (
	SeverityCritical Severity = "critical" // data or the organisation is at risk
	SeverityError    Severity = "error"    // the attempt failed because of it
	SeverityWarning  Severity = "warning"  // it will bite, or it contributed
	SeverityInfo     Severity = "info"
)

// Confidence says how sure the match is.
type Confidence string

// The confidences.
const (
	ConfidenceCertain  Confidence = "certain"
	ConfidenceLikely   Confidence = "likely"
	ConfidencePossible Confidence = "possible"
)

// Rank orders findings of one attempt: a root cause before a symptom.
type Rank string

// The ranks.
const (
	RankRoot    Rank = "root"
	RankNormal  Rank = "normal"
	RankSymptom Rank = "symptom"
)

// Effect marks what a step does to the world.
type Effect string

// The effects.
const (
	EffectReads       Effect = "reads"       // looks only
	EffectServer      Effect = "server"      // changes this server
	EffectOutage      Effect = "outage"      // restarts or interrupts service
	EffectDirectory   Effect = "directory"   // changes the domain or forest
	EffectDestructive Effect = "destructive" // mail, configuration or rights cannot come back
)
