package review_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/setuplogreview/setuplogreview/pkg/review"
)

// A log in which a finding speaks of another server is not of the server whose logs lie beside it,
// and then nobody knows whose the others are.
func TestALogThatSpeaksOfAnotherServer(t *testing.T) {
	object := func(server string) []byte {
		return []byte("[03/07/2021 18:24:37.0792] [2] [ERROR] The operation couldn't be performed because object '" + server +
			"\\OWA (Exchange Back End)' couldn't be found on 'DC01.contoso.local'\r\n")
	}
	silent := []byte("[18:24:37] * Update\r\n[18:24:37] Updating OWA\r\n")
	servers := func(text []byte) []string {
		r := reviewInputs(t, review.Options{}, stream("r/a.log", badLog(t, "msi-1603-install")), stream("r/b.log", text), stream("r/c.log", silent))
		require.Len(t, r.Sources, 3)
		return []string{r.Sources[0].Server, r.Sources[1].Server, r.Sources[2].Server}
	}
	const name = "fab-mbx2"
	assert.Equal(t, []string{name, name, name}, servers(object("FAB-MBX2")))
	assert.Equal(t, []string{name, name, name}, servers(object("[server]")), "that is no name")
	assert.Equal(t, []string{name, "", ""}, servers(object("MAIL77")))
}
