package parser

import (
	"slices"
	"strings"
)

// companions are, by the lower-case name of a service that every Exchange server needs, others that
// run only beside it: those of Exchange depend on the topology service, and its web server is run
// with the one that administers it.
var companions = map[string][]string{
	"msexchangeadtopology": {
		"msexchangeis", "msexchangemailboxassistants", "msexchangemailboxreplication", "msexchangedelivery",
		"msexchangesubmission", "msexchangetransport", "msexchangefrontendtransport", "msexchangerpc",
		"msexchangerepl", "msexchangethrottling", "msexchangeedgesync", "msexchangeum",
	},
	"iisadmin": {"w3svc"},
}

// Companion gives the first service for which a condition holds and which runs only beside s; ok is
// false when there is none, as for all services that can do without.
func (s *Service) Companion(list []Service, holds func(*Service) bool) (name string, ok bool) {
	names := companions[strings.ToLower(s.Name)]
	for i := range list {
		if names != nil && holds(&list[i]) && slices.Contains(names, strings.ToLower(list[i].Name)) {
			return list[i].Name, true
		}
	}
	return "", false
}

// RanWith gives the service that shows that s ran, although no line of the log says so: some of its
// lines were left out. A log that says that s did not run is believed.
func (s *Service) RanWith(list []Service) (name string, ok bool) {
	if s.Ran || s.Idle {
		return "", false
	}
	return s.Companion(list, func(other *Service) bool { return other.Ran })
}
