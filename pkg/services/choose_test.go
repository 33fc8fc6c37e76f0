package services

import (
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

func TestIsSavedName(t *testing.T) {
	for name, want := range map[string]bool{
		"ServiceState.xml": true, "servicestartupmode15.2.1118.7.XML": true, "ServiceStartupMode.xml": true,
		"ServiceControl.log": false, "ServiceState.log": false, "MyServiceState.xml": false, "": false,
	} {
		assert.Equal(t, want, IsSavedName(name), name)
	}
}

// saving is a file that gives one service a start mode.
func saving(name, mode string) File {
	return File{Name: name, Saved: &Saved{Path: name, Services: []SavedService{{Name: "MSExchangeIS", StartMode: mode}}}}
}

func TestChoose(t *testing.T) {
	const plain, versioned, states = "ServiceStartupMode.xml", "ServiceStartupMode15.2.1118.7.xml", "ServiceState.xml"
	broken := File{Name: plain, Err: errors.New("it is cut")}
	for name, c := range map[string]struct {
		kind        parser.Kind
		files       []File
		logSays     bool
		modes       string
		states      string
		overwritten bool
		unusable    string
		notes       string
	}{
		"nothing":            {kind: parser.KindServiceControl, logSays: true, overwritten: true},
		"plain for patches":  {kind: parser.KindServiceControl, files: []File{saving(versioned, Automatic), saving(plain, Manual)}, modes: plain},
		"versioned of setup": {kind: parser.KindExchangeSetup, files: []File{saving(plain, Automatic), saving(versioned, Manual)}, modes: versioned},
		"overwritten": {
			kind: parser.KindServiceControl, files: []File{saving(states, Disabled), saving(plain, Disabled), saving(versioned, Automatic)},
			modes: versioned, overwritten: true,
			notes: overwrittenNote(&Saved{Path: plain}, whatModes) + "|" + overwrittenNote(&Saved{Path: states}, whatStates),
		},
		"sound though the log doubts it": {kind: parser.KindServiceControl, files: []File{saving(plain, Automatic)}, logSays: true, modes: plain},
		"states":                         {kind: parser.KindServiceControl, files: []File{saving(states, Automatic)}, logSays: true, overwritten: true, states: states},
		"cut": {
			kind: parser.KindServiceControl, files: []File{broken, saving(states, Automatic)}, states: states, unusable: plain,
			notes: "a saved file is not used: it is cut",
		},
		"cut, of a patch, for setup": {kind: parser.KindExchangeSetup, files: []File{broken}, notes: "a saved file is not used: it is cut"},
	} {
		t.Run(name, func(t *testing.T) {
			e := Evidence{Overwritten: c.logSays}
			e.Choose(c.kind, c.files)
			assert.Equal(t, c.modes, pathOf(e.Modes))
			assert.Equal(t, c.states, pathOf(e.States))
			assert.Equal(t, c.overwritten, e.Overwritten)
			assert.Equal(t, c.unusable, e.Unusable)
			assert.Equal(t, c.notes, strings.Join(e.Notes, "|"))
		})
	}
}

func pathOf(s *Saved) string {
	if s == nil {
		return ""
	}
	return s.Path
}

func TestTellFacts(t *testing.T) {
	e := Evidence{Services: []parser.Service{
		{Name: "MSExchangeIS", Disabled: true, Ran: true}, {Name: "MSExchangePop3", Disabled: true},
		{Name: "MSExchangeUM", Disabled: true}, {Name: "MSExchangeHM", Disabled: true}, {Name: "W3SVC", Stopped: true, Ran: true},
	}}
	e.Modes = &Saved{Path: "ServiceStartupMode.xml", Services: []SavedService{
		{Name: "MSExchangeIS", StartMode: Automatic}, {Name: "MSExchangePop3", StartMode: Manual},
		{Name: "MSExchangeUM", StartMode: Disabled}, {Name: "W3SVC", StartMode: Automatic}, {Name: "x'; Remove-Item #", StartMode: Automatic},
	}}
	facts := parser.Facts{
		parser.FactServicesDisabled: {Value: "x", At: parser.Position{Line: 7}},
		parser.FactRestoreBasis:     {Value: string(BasisLog)},
		parser.FactServicesToStart:  {Value: "x", At: parser.Position{Line: 3}},
	}
	plan := Restore(e)
	plan.Tell(facts, e)
	got := map[string]string{}
	for name, fact := range facts {
		got[name] = fact.Value
		assert.Positive(t, fact.At.Line, name)
	}
	assert.Equal(t, map[string]string{
		parser.FactServicesDisabled: "x", parser.FactStateOverwritten: "false",
		parser.FactRestoreBasis: string(BasisStartupMode), parser.FactRestoreFile: "ServiceStartupMode.xml",
		parser.FactServicesToEnable: "MSExchangeIS", parser.FactServicesToManual: "MSExchangePop3",
		parser.FactServicesLeftOut: "MSExchangeUM, MSExchangeHM", parser.FactServicesToStart: "MSExchangeIS, W3SVC",
	}, got)
}

// A log alone says its basis, and the plan leaves the lists as they are.
func TestTellOfALogAlone(t *testing.T) {
	facts := parser.Facts{parser.FactServicesToEnable: {Value: "MSExchangeIS"}}
	e := Evidence{Overwritten: true, Unusable: "ServiceStartupMode.xml"}
	plan := Restore(e)
	plan.Tell(facts, e)
	assert.Equal(t, "MSExchangeIS", facts.Get(parser.FactServicesToEnable))
	assert.Equal(t, "true", facts.Get(parser.FactStateOverwritten))
	assert.Equal(t, "ServiceStartupMode.xml", facts.Get(parser.FactStateUnusable))
	assert.NotContains(t, facts, parser.FactRestoreFile)
}

func TestReadSavedIsBounded(t *testing.T) {
	_, err := ReadSaved("ServiceState.xml", strings.NewReader("<Objs>"+strings.Repeat(" ", maxSaved)))
	assert.ErrorIs(t, err, ErrTooBig)
	long := strings.Repeat("a", 1<<20)
	s, err := ReadSaved("ServiceState.xml", strings.NewReader(`<Objs><Obj><Props><S N="Name">`+long+`</S><S N="StartType">Automatic</S></Props></Obj></Objs>`))
	assert.NoError(t, err)
	assert.Len(t, s.Services[0].Name, maxText)
	assert.False(t, parser.ValidServiceName(s.Services[0].Name), "what was cut must not become another name")
}
