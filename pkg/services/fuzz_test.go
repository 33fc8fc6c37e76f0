package services

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Whatever stands in a saved file, what is read is bounded, and only names of services get into
// facts that enter commands, and into the script.
func FuzzReadSaved(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*", "*.xml"))
	if err != nil || len(files) == 0 {
		f.Fatal("there are no saved files to begin with", err)
	}
	for _, path := range files {
		data, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data[:min(len(data), 2000)])
	}
	f.Add([]byte(`<Objs><Obj><Props><S N="Name">'; Remove-Item C:\ #</S><S N="StartType">Manual</S></Props></Obj></Objs>`))
	f.Add([]byte(`<Objs><Obj><LST><Obj><DCT><En><S N="Key">Name</S><S N="Value">W3SVC</S></En></DCT></Obj></LST></Obj></Objs>`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := ReadSaved("x.xml", bytes.NewReader(data))
		if (s == nil) == (err == nil) {
			t.Fatal("neither services nor an error, or both")
		}
		if err != nil {
			return
		}
		bounded(t, s)
		e := Evidence{Modes: s}
		plan, facts := Restore(e), parser.Facts{}
		plan.Tell(facts, e)
		for _, name := range []string{parser.FactServicesToEnable, parser.FactServicesToManual, parser.FactServicesToStart} {
			namesOnly(t, facts.Get(name))
		}
		var script bytes.Buffer
		if err := plan.WriteScript(&script); err != nil {
			t.Fatal(err)
		}
	})
}

func bounded(t *testing.T, s *Saved) {
	t.Helper()
	if len(s.Services) > maxServices {
		t.Fatal("too many services")
	}
	for _, x := range s.Services {
		if len(x.Name) > maxText || len(x.State) > maxText {
			t.Fatal("a text is too long")
		}
	}
}

func namesOnly(t *testing.T, list string) {
	t.Helper()
	for _, name := range strings.Split(list, ", ") {
		if list != "" && !parser.ValidServiceName(name) {
			t.Fatalf("%q is in a command", name)
		}
	}
}
