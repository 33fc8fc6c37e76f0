package review

import (
	"sync"

	"github.com/setuplogreview/setuplogreview/internal/literals"
	"github.com/setuplogreview/setuplogreview/pkg/parser"
)

//go:generate go run ../../internal/tools/genmilestones

// milestoneMatcher finds the milestones of setup logs. It is made once and never changed.
var milestoneMatcher = sync.OnceValues(func() (*literals.Matcher, error) {
	return literals.NewMatcher(placedMilestones())
})

func placedMilestones() []literals.Literal {
	var list []literals.Literal
	for i, text := range parser.Milestones() {
		list = append(list, literals.Literal{Text: text, Window: int(milestoneWindows[i])})
	}
	return list
}
