package review

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAnAttemptThatDoesNotExist(t *testing.T) {
	f := func(attempts int, want string) {
		t.Helper()
		log := ""
		for i := range attempts {
			log += fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] %s\n", i+1, strings.Repeat("*", 46)) +
				fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] Starting Microsoft Exchange Server 2019 Setup\n", i+1) +
				fmt.Sprintf("[01/0%d/2023 10:00:00.0000] [0] %s\n", i+1, strings.Repeat("*", 46)) +
				fmt.Sprintf("[01/0%d/2023 10:00:01.0000] [0] End of Setup\n", i+1) +
				fmt.Sprintf("[01/0%d/2023 10:00:01.0000] [0] %s\n", i+1, strings.Repeat("*", 46))
		}
		opts := Options{}
		opts.Attempts.Index = 7
		skipped := reviewBytes(t, []byte(log), opts).Skipped
		require.NotEmpty(t, skipped)
		assert.Equal(t, want, skipped[0].Detail)
	}
	f(1, "has 1 attempt; there is no attempt 7")
	f(2, "has 2 attempts; there is no attempt 7")
}
