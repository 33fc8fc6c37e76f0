package services

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

// Saved is what ServiceControl.ps1 saved in a file beside its log: the start modes
// (ServiceStartupMode*.xml) or the states (ServiceState*.xml) of services.
type Saved struct {
	Path     string
	Services []SavedService
}

// SavedService is one service of such a file. What the file does not say is empty.
type SavedService struct {
	Name, StartMode, State string
}

// Bounds of a file, which nobody has checked: the two files of a real server have some 200 KB.
const (
	maxSaved    = 4 << 20 // as UTF-8
	maxServices = 1024
	maxDepth    = 64
	maxText     = 512 // more than the name of a service can have
)

// ErrTooBig says that a file is larger than any that ServiceControl.ps1 saves.
var ErrTooBig = errors.New("is larger than 4 MiB, and so none that ServiceControl.ps1 saved")

// ErrNoServices says that a file holds no saved services.
var ErrNoServices = errors.New("holds no services that ServiceControl.ps1 saved")

// ReadSaved reads a file that Export-Clixml wrote, in whatever encoding. Path is for messages.
func ReadSaved(path string, r io.Reader) (*Saved, error) {
	limited := &io.LimitedReader{R: parser.NewReader(r), N: maxSaved}
	decoder := xml.NewDecoder(limited)
	// The text is UTF-8 by now, whatever its first line says.
	decoder.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	c := &clixml{saved: &Saved{Path: path}}
	switch err := c.read(decoder); {
	case err != nil && limited.N <= 0:
		return nil, fmt.Errorf("%s: %w", path, ErrTooBig)
	case err != nil:
		return nil, fmt.Errorf("%s: cannot be read as the XML of PowerShell: %w", path, err)
	}
	if len(c.saved.Services) == 0 {
		return nil, fmt.Errorf("%s: %w", path, ErrNoServices)
	}
	return c.saved, nil
}

// clixml follows the elements of such a file. A service is an object of the outermost level with
// properties (S N="ServiceName") or a table of entries (En with a Key and a Value).
type clixml struct {
	saved   *Saved
	names   []string // values of N of the open elements
	kinds   []string // their names
	text    strings.Builder
	key     string
	current SavedService
	base    int // depth of the service that is open
}

func (c *clixml) read(d *xml.Decoder) error {
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		switch t := token.(type) {
		case xml.StartElement:
			err = c.open(t)
		case xml.CharData:
			c.text.Write(t[:min(len(t), maxText-c.text.Len())])
		case xml.EndElement:
			err = c.close()
		}
		if err != nil {
			return err
		}
	}
}

func (c *clixml) open(t xml.StartElement) error {
	if len(c.kinds) >= maxDepth {
		return errors.New("its elements are nested too deep")
	}
	name := ""
	for _, a := range t.Attr {
		if a.Name.Local == "N" {
			name = a.Value
		}
	}
	c.kinds, c.names = append(c.kinds, t.Name.Local), append(c.names, name)
	c.text.Reset()
	if c.isService() {
		c.current, c.base, c.key = SavedService{}, len(c.kinds), ""
	}
	return nil
}

// isService says whether the innermost element is an object of the outermost level; a list of
// services may be one such object itself.
func (c *clixml) isService() bool {
	depth := len(c.kinds)
	if depth == 0 || c.kinds[depth-1] != "Obj" {
		return false
	}
	return depth == 2 || depth == 4 && (c.kinds[2] == "LST" || c.kinds[2] == "IE")
}

func (c *clixml) close() error {
	i := len(c.kinds) - 1
	kind, name, text := c.kinds[i], c.names[i], strings.TrimSpace(c.text.String())
	c.text.Reset()
	switch depth := len(c.kinds) - c.base; {
	case depth == 3 && name == "Key":
		c.key = text
	case depth == 3 && name == "Value":
		c.set(c.key, text)
	case depth == 3 && kind == "ToString":
		c.set(c.names[i-1], text)
	case depth == 2 && kind == "S":
		c.set(name, text)
	}
	var err error
	if c.isService() {
		err = c.add()
	}
	c.kinds, c.names = c.kinds[:i], c.names[:i]
	return err
}

// set takes a property of a service, whichever of the two files it stands in.
func (c *clixml) set(name, text string) {
	switch strings.ToLower(name) {
	case "name", "servicename":
		c.current.Name = strings.Clone(text)
	case "startmode", "starttype":
		c.current.StartMode = startMode(text)
	case "status", "state":
		c.current.State = strings.Clone(text)
	}
}

func (c *clixml) add() error {
	if c.current.Name == "" || c.current.StartMode == "" && c.current.State == "" {
		return nil
	}
	if len(c.saved.Services) >= maxServices {
		return errors.New("it names more services than a server can have")
	}
	c.saved.Services = append(c.saved.Services, c.current)
	c.current = SavedService{}
	return nil
}

// startMode brings the words of WMI and of .NET together; a number is that of .NET.
func startMode(text string) string {
	switch strings.ToLower(text) {
	case "auto", "automatic", "2":
		return Automatic
	case "manual", "3":
		return Manual
	case "disabled", "4":
		return Disabled
	}
	return ""
}

func (s *Saved) find(name string) (SavedService, bool) {
	for _, x := range s.Services {
		if strings.EqualFold(x.Name, name) {
			return x, true
		}
	}
	return SavedService{}, false
}

// hasModes says whether the file tells start modes; states of older systems do not.
func (s *Saved) hasModes() bool {
	for _, x := range s.Services {
		if x.StartMode != "" {
			return true
		}
	}
	return false
}

// Overwritten says whether the file was saved after the script itself had disabled everything.
// Services of Windows that it does not control may stand in the file as they are.
func (s *Saved) Overwritten() bool {
	exchange, off := 0, 0
	for _, x := range s.Services {
		if x.StartMode == "" || !strings.HasPrefix(strings.ToLower(x.Name), "msexchange") {
			continue
		}
		exchange++
		if x.StartMode == Disabled {
			off++
		}
	}
	if exchange == 0 {
		return s.hasModes() && s.allDisabled()
	}
	return off == exchange
}

func (s *Saved) allDisabled() bool {
	for _, x := range s.Services {
		if x.StartMode != "" && x.StartMode != Disabled {
			return false
		}
	}
	return true
}
