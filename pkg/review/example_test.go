package review_test

import (
	"context"
	"fmt"
	"strings"

	"github.com/setuplogreview/setuplogreview/pkg/review"
	knowledge "github.com/setuplogreview/setuplogreview/rules"
)

// A program of ten lines reviews a stream.
func ExampleStream() {
	log := strings.NewReader(`[03/07/2021 18:24:37.0792] [1] Failed [Rule:RebootPending] [Message:Microsoft Exchange Server setup cannot continue because a restart from a previous installation or update is pending.]`)
	set, err := knowledge.Load()
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := review.Stream(context.Background(), "ExchangeSetup.log", log, review.Options{Rules: set})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range report.Findings {
		fmt.Printf("%s: %s, line %d: %s\n", f.RuleID, f.Severity, f.Evidence[0].Line, f.Title)
	}
	// Output: pending-reboot: error, line 1: A restart from an earlier installation is pending
}
