package parser

import "strings"

// verdict gathers the evidence for how an attempt ended.
type verdict struct {
	mode, build string // installation mode and setup build
	summary     bool   // nobody will look at the evidence

	success   evidence // the success sentence, the last page, or the end of the last task
	check     evidence // the result of a failed readiness check
	rule      evidence // a failed readiness rule with no step after it
	fatal     evidence // the fatal sentence, a reference, a failed result
	taskError evidence // an [ERROR] inside a task
	rejected  evidence // the command line was not accepted
	result    evidence // a non-zero result

	task         string // the task that is running; empty between tasks
	taskFatal    bool   // it stopped with a critical error
	script       int    // ordinal of the last script start
	restoring    bool   // the step that undoes what a failed check began is running
	restoreError evidence
	offline      bool // a task that takes the server out of service has been reached
	unattended   bool
}

// evidence is where something was said.
type evidence struct {
	entry keptEntry
	set   bool
}

func (v *evidence) put(e *Entry) {
	v.entry.set(e)
	v.set = true
}

// put remembers an entry as evidence. A summary shows no evidence; it needs only the order.
func (v *verdict) put(into *evidence, e *Entry) {
	if v.summary {
		into.entry.ordinal, into.entry.line, into.set = e.Ordinal, e.Line, true
		return
	}
	into.put(e)
}

func (v *evidence) clear() { v.set = false }

// reset makes a verdict ready for the next attempt. The evidence keeps its memory.
func (v *verdict) reset() {
	old := *v
	*v = verdict{summary: v.summary}
	for _, pair := range [][2]*evidence{
		{&v.success, &old.success}, {&v.check, &old.check}, {&v.rule, &old.rule}, {&v.fatal, &old.fatal},
		{&v.taskError, &old.taskError}, {&v.rejected, &old.rejected}, {&v.result, &old.result},
		{&v.restoreError, &old.restoreError},
	} {
		pair[0].entry.raw = pair[1].entry.raw[:0]
	}
}

func (v *evidence) position() Position { return v.entry.position() }

// later reports whether v stands behind other.
func (v *evidence) later(other *evidence) bool {
	return v.set && (!other.set || v.entry.ordinal > other.entry.ordinal)
}

// note remembers the installation mode and the build.
func (v *verdict) note(f form, e *Entry) {
	if f == formMode {
		v.mode, _ = quoted(e.Message, modeIs)
		return
	}
	if v.build == "" {
		v.build, _ = after(e.Message, versionIs)
	}
}

// observe takes an entry as evidence.
func (v *verdict) observe(f form, e *Entry) {
	switch e.Tag {
	case TagError:
		v.error(e)
	case TagErrorReference:
		v.put(&v.fatal, e)
		v.taskFatal = true
	case TagRequired:
		v.put(&v.rule, e)
	}
	switch f {
	case formOther, formHelpURL:
		v.helpURL(e)
	case formLaunched, formWillRun:
		v.launched(e)
	case formBeginning:
		v.beginning(e)
	case formEnding:
		v.ending(e)
	case formExecuting:
		v.script = e.Ordinal
	case formIgnored:
		v.ignore()
	case formStopping:
		v.put(&v.fatal, e)
		v.taskFatal = true
	case formIncomplete:
		v.put(&v.fatal, e)
	case formResult:
		v.resultLine(e)
	case formFailedRule:
		v.put(&v.rule, e)
	case formSuccess:
		v.put(&v.success, e)
	case formPage:
		v.page(e)
	case formRestore:
		v.restoring = true
	}
}

// error is an [ERROR]. What the step that restores the server logs is not what failed.
func (v *verdict) error(e *Entry) {
	switch {
	case v.restoring:
		v.put(&v.restoreError, e)
	case e.Level > 0 || v.task != "":
		v.put(&v.taskError, e)
	}
}

// helpURL counts as a failed rule in text that shows nothing else of it.
func (v *verdict) helpURL(e *Entry) {
	if e.Level < 0 && e.Tag == TagNone {
		if rule, _ := ruleInURL(e.Message); rule != "" {
			v.put(&v.rule, e)
		}
	}
}

// launched is the start of a task. That setup goes on shows that the errors before did not
// stop it and that the check was passed.
func (v *verdict) launched(e *Entry) {
	v.start(taskName(e.Message))
	v.taskError.clear()
	v.rule.clear()
}

func (v *verdict) start(task string) {
	v.task, v.taskFatal, v.restoring = task, false, false
	v.offline = v.offline || takesOffline(task)
}

// beginning is the start of a cmdlet, or of a task in a log that lacks the launching line.
// Cmdlets at level 0 are those of the step that restores the server.
func (v *verdict) beginning(e *Entry) {
	if e.Level == 1 && v.task == "" {
		if name := cmdletName(e.Message, beginning); isTask(name) {
			v.start(name)
		}
	}
	if e.Level == 0 && v.task == "" {
		v.restoring = true
	}
}

// ending is the end of a cmdlet or task.
func (v *verdict) ending(e *Entry) {
	if e.Level > 1 {
		return
	}
	name := cmdletName(e.Message, ending)
	if !strings.EqualFold(name, v.task) && (v.task != "" || !isTask(name)) {
		return
	}
	v.offline = v.offline || takesOffline(name)
	if strings.EqualFold(name, "Start-PostSetup") && !v.taskFatal {
		v.put(&v.success, e)
	}
	v.task = ""
}

// ignore makes void what was logged since the script began.
func (v *verdict) ignore() {
	if v.taskError.entry.ordinal >= v.script {
		v.taskError.clear()
	}
	if v.fatal.set && v.fatal.entry.ordinal >= v.script {
		v.fatal.clear()
		v.taskFatal = false
	}
}

// resultLine reads a result. Zero proves nothing, since the wizard ends with it in any case.
func (v *verdict) resultLine(e *Entry) {
	place, value, ok := result(e.Message)
	if !ok || isZero(value) {
		return
	}
	v.unattended = v.unattended || strings.HasPrefix(place, "console.")
	v.put(&v.result, e)
	switch place {
	case "console.ProcessRunInternal:136":
		v.put(&v.check, e)
	case "console.ProcessRunInternal:90", "main.run:185":
		v.put(&v.rejected, e)
	}
}

// page is a page of the wizard; only the last one says how it ended.
func (v *verdict) page(e *Entry) {
	if name, _ := after(e.Message, pageLoaded); name == "SetupCompletedPage" {
		v.put(&v.success, e)
	}
}

// outcome weighs the evidence.
func (v *verdict) outcome(excerpt, ended bool) (Outcome, Position) {
	switch {
	case v.success.later(&v.fatal) && v.success.later(&v.result):
		return OutcomeSucceeded, v.success.position()
	case v.check.set:
		return OutcomePrerequisitesFailed, v.check.position()
	case v.rule.set:
		return OutcomePrerequisitesFailed, v.rule.position()
	}
	for _, e := range []*evidence{&v.fatal, &v.result, &v.taskError} {
		if e.set {
			return OutcomeFailed, e.position()
		}
	}
	if !ended && !excerpt {
		return OutcomeInterrupted, Position{}
	}
	return OutcomeUnknown, Position{}
}

// taskName is the name in "Setup launched task 'NAME …'" and "Setup will run the task 'NAME'".
func taskName(message []byte) string {
	name, ok := quoted(message, launchedTask)
	if !ok {
		name, _ = quoted(message, willRunTask)
	}
	name, _, _ = strings.Cut(name, " ")
	return strings.TrimRight(name, "'")
}

// cmdletName is the word behind prefix.
func cmdletName(message []byte, prefix string) string {
	name, _ := after(message, prefix)
	name, _, _ = strings.Cut(name, " ")
	return name
}

// isTask says whether a cmdlet at level 1 is one of the tasks that setup launches.
func isTask(name string) bool {
	l := strings.ToLower(name)
	for _, prefix := range []string{"start-", "install-", "uninstall-", "disasterrecovery-", "buildtobuildupgrade-"} {
		if strings.HasPrefix(l, prefix) {
			return true
		}
	}
	return l == "test-setupprerequisites" || l == "new-provisionedserver"
}

// takesOffline says whether a task belongs to the part of setup in which the server is out of
// service: everything from Start-PreSetup on.
func takesOffline(name string) bool {
	switch strings.ToLower(name) {
	case "test-setupprerequisites", "start-preconfiguration", "install-exchangeorganization", "new-provisionedserver":
		return false
	}
	return isTask(name)
}
