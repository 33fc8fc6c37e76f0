package parser

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestServicesThatRunWithOthers(t *testing.T) {
	list := []Service{{Name: "FMS", Ran: true}, {Name: "MSExchangeIS", Ran: true}, {Name: "W3SVC"}, {Name: "IISADMIN"}}
	f := func(want string, s Service) {
		t.Helper()
		name, ok := s.RanWith(list)
		assert.Equal(t, want, name)
		assert.Equal(t, want != "", ok)
	}
	f("MSExchangeIS", Service{Name: "MSExchangeADTopology", Disabled: true})
	f("", Service{Name: "MSExchangeADTopology", Ran: true})
	f("", Service{Name: "MSExchangeADTopology", Idle: true})
	f("", Service{Name: "IISAdmin", Disabled: true})
	f("", Service{Name: "FMS"})
}
