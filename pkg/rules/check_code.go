package rules

import "github.com/setuplogreview/setuplogreview/internal/lazy"

var codePattern = lazy.Regexp(`^(0x[0-9A-Fa-f]+|-?[0-9]+)$`)

// checkCodes checks the codes and events by which users look for something.
func (c *ruleCheck) checkCodes(codes []string, events []int) {
	for i, code := range codes {
		if !codePattern().MatchString(code) {
			c.at.at("codes").item(i).errorf("%q is no code; write a number such as '1603', or 0x and hexadecimal digits, in quotes", code)
		}
	}
	for i, event := range events {
		if event < 1 || event > 65535 {
			c.at.at("events").item(i).errorf("%d is no number of an event; expected 1 to 65535", event)
		}
	}
}
