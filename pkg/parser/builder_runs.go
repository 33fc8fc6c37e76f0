package parser

import "bytes"

// servicePrefix stands before what ServiceControl.ps1 writes into setup's own log.
const servicePrefix = "[ServiceControl.ps1] "

// service lets an entry of setup's log that the script wrote take part in the model of services.
func (b *Builder) service(e *Entry) {
	if e.Level != 2 || !bytes.HasPrefix(e.Message, []byte(servicePrefix)) {
		if b.services != nil {
			b.services.settleStop(e)
		}
		return
	}
	if b.services == nil {
		b.services = newServiceModel()
	}
	message := e.Message[len(servicePrefix):]
	if hasAnyPrefix(message, "Performing service control with options") {
		b.services.begin()
	}
	b.services.observe(message, e)
}

// finishRun settles how a run of another program than setup ended.
func (b *Builder) finishRun(a *Attempt) {
	followed := b.followed
	if r := b.opts.Resume; r != nil {
		followed = r.followed
	}
	a.followed = followed
	a.Outcome, a.OutcomeAt = b.runs.outcome(a, followed)
}

// finishDetail completes an attempt under review.
func (b *Builder) finishDetail(a *Attempt, v *verdict) {
	b.detail.finish(v)
	b.detail = nil
	if b.runs != nil {
		b.runs.facts(a)
	}
	if b.services != nil {
		b.services.facts(a.Facts)
		a.Services = append([]Service(nil), b.services.list...)
	}
	a.dateFacts()
}
