package review_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// savedCase gives the log of a folder of testdata/logs/saved, and a file beside it.
func savedCase(t *testing.T, dir, name string) (log, saved []byte) {
	t.Helper()
	for name, text := range map[string]*[]byte{"ServiceControl.log": &log, name: &saved} {
		data, err := os.ReadFile(filepath.Join("..", "..", "testdata", "logs", "saved", dir, name))
		require.NoError(t, err)
		*text = data
	}
	return log, saved
}

// steps are the texts of the remediation of the first finding.
func steps(r *review.Report) string {
	var b strings.Builder
	for _, step := range r.Findings[0].Remediation {
		b.WriteString(step.Text + "\n" + step.Command + "\n")
	}
	return b.String()
}

// The order in which logs and saved files come, and how many work, make no difference; a log that
// can be read only once is no exception.
func TestSavedFilesInAnyOrder(t *testing.T) {
	log, sound := savedCase(t, "sound", "ServiceStartupMode.xml")
	_, overwritten := savedCase(t, "overwritten", "ServiceStartupMode.xml")
	var before, after []review.Input
	for i := range 40 {
		xml := [][]byte{sound, overwritten}[i%2]
		l := stream(fmt.Sprintf("root/%02d/ServiceControl.log", i), log)
		if i%4 < 2 {
			l.Reader, l.Open = bytes.NewBuffer(log), nil
		}
		x := stream(fmt.Sprintf("root/%02d/ServiceStartupMode.xml", i), xml)
		before, after = append(before, x, l), append(after, l, x)
	}
	for i := range after {
		if after[i].Reader != nil {
			after[i].Reader = bytes.NewBuffer(log)
		}
	}
	four := reviewInputs(t, review.Options{Workers: 4}, before...)
	one := reviewInputs(t, review.Options{Workers: 1}, after...)
	assert.Equal(t, asJSON(t, one), asJSON(t, four))
	require.Len(t, one.Findings, 40)
	assert.Equal(t, 40, one.Checked.OtherFiles)
	assert.Equal(t, 40, one.Checked.SavedFiles)
	for _, f := range one.Findings {
		overwritten := strings.Contains(f.Title, "overwritten")
		assert.Equal(t, f.Source%2 == 1, overwritten, f.Path)
		assert.Len(t, one.Sources[f.Source].Notes, f.Source%2)
	}
}

// A file beside a log that the user named counts for that log only, and is never an error.
func TestFilesBesideANamedLog(t *testing.T) {
	log, sound := savedCase(t, "sound", "ServiceStartupMode.xml")
	named := func() review.Input {
		in := stream("C:/logs/ServiceControl.log", log)
		in.Root, in.Named = in.Path, true
		return in
	}
	f := func(open func() (io.ReadCloser, error)) *review.Report {
		t.Helper()
		r := reviewInputs(t, review.Options{}, named(), review.Input{
			Path: "C:/logs/ServiceStartupMode.xml", Root: "C:/logs/ServiceControl.log", Beside: true, Open: open,
		})
		assert.Zero(t, r.Checked.OtherFiles)
		assert.Zero(t, r.Checked.SavedFiles)
		assert.Empty(t, r.Skipped)
		require.Len(t, r.Sources, 1)
		return r
	}
	r := f(func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(sound)), nil })
	assert.Contains(t, steps(r), "From the start modes saved in ServiceStartupMode.xml")
	assert.Equal(t, "ServiceStartupMode.xml", r.Sources[0].Attempts[0].Facts.Get("restoreFile"))
	assert.Equal(t, "startup-mode-xml", r.Sources[0].Attempts[0].Facts.Get("restoreBasis"))
	assert.Equal(t, "MSExchangePop3, MSExchangePOP3BE", r.Sources[0].Attempts[0].Facts.Get("servicesToManual"))

	r = f(func() (io.ReadCloser, error) { return nil, errors.New("denied") })
	assert.Equal(t, "a saved file is not used: ServiceStartupMode.xml: cannot be read: denied", r.Sources[0].Notes[0].Text)
	assert.Contains(t, steps(r), "From the log: enable")

	huge := "<Objs>" + strings.Repeat(" ", 5<<20) + "</Objs>"
	r = f(func() (io.ReadCloser, error) { return io.NopCloser(strings.NewReader(huge)), nil })
	assert.Contains(t, r.Sources[0].Notes[0].Text, "is larger than 4 MiB")
}

// A saved file that the user names is no log.
func TestNamedSavedFile(t *testing.T) {
	log, sound := savedCase(t, "sound", "ServiceStartupMode.xml")
	in := stream("logs/ServiceStartupMode.xml", sound)
	in.Named = true
	r := reviewInputs(t, review.Options{}, in)
	require.Len(t, r.Skipped, 1)
	assert.Contains(t, r.Skipped[0].Detail, "name the log beside it")
	in = stream("logs/ServiceState.xml", log) // whatever it is called
	assert.Len(t, reviewInputs(t, review.Options{}, in).Sources, 1)
}

// Without saved files the basis is the log; an earlier attempt never follows them.
func TestSavedFilesAreOfTheNewestAttempt(t *testing.T) {
	log, sound := savedCase(t, "sound", "ServiceStartupMode.xml")
	log = append(append([]byte(nil), log...), log...)
	r := reviewInputs(t, review.Options{Attempts: review.Attempts{All: true}},
		stream("r/ServiceControl.log", log), stream("r/ServiceStartupMode.xml", sound))
	attempts := r.Sources[0].Attempts
	require.Len(t, attempts, 2)
	assert.Equal(t, "log", attempts[0].Facts.Get("restoreBasis"))
	assert.Equal(t, "startup-mode-xml", attempts[1].Facts.Get("restoreBasis"))
	require.Len(t, r.Findings, 1)
	assert.Equal(t, 2, r.Findings[0].Attempt)
	assert.NotContains(t, r.Findings[0].Title, "overwritten", "the file says more than the log")
}

// What was saved beside a log that asks for nothing, or in another folder, was passed over.
func TestSavedFilesThatNoLogNeeds(t *testing.T) {
	log, sound := savedCase(t, "sound", "ServiceStartupMode.xml")
	r := reviewInputs(t, review.Options{},
		stream("r/a/ServiceControl.log", log), stream("r/a/ServiceStartupMode.xml", sound), stream("r/a/readme.txt", []byte("text\r\n")),
		stream("r/b/ExchangeSetup.log", badLog(t, "pending-restart")), stream("r/b/ServiceStartupMode.xml", sound))
	assert.Len(t, r.Sources, 2)
	assert.Equal(t, 3, r.Checked.OtherFiles)
	assert.Equal(t, 1, r.Checked.SavedFiles)
}
