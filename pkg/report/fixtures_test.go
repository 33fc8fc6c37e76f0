package report

import (
	"strings"
	"time"

	"github.com/setuplogreview/setuplogreview/pkg/parser"
	"github.com/setuplogreview/setuplogreview/pkg/review"
	"github.com/setuplogreview/setuplogreview/pkg/rules"
)

// fixture is a review built by hand, and the options it is written with.
type fixture struct {
	name   string
	report *review.Report
	opts   Options
}

// fixtures lists all of them. They are built anew on each call, so that maps differ in order.
func fixtures() []fixture {
	opts := Options{ToolVersion: "1.2.3"}
	failing, hiding := opts, opts
	failing.ExitStatus = 1
	hiding.ExitStatus, hiding.MinSeverity = 1, rules.SeverityError
	incomplete := opts
	incomplete.ExitStatus = 3
	return []fixture{
		{"success", successReport(), opts},
		{"failed", failedReport(), failing},
		{"failed-errors-only", failedReport(), hiding},
		{"wizard", wizardReport(), failing},
		{"excerpt", excerptReport(), failing},
		{"two-sources", twoSourcesReport(), incomplete},
		{"nothing", nothingReport(), incomplete},
		{"hostile", hostileReport(), failing},
	}
}

const logPath = `C:\ExchangeSetupLogs\ExchangeSetup.log`

func at(s string) time.Time {
	t, err := time.Parse("2006-01-02 15:04:05.000", s)
	if err != nil {
		panic(err)
	}
	return t
}

func facts(pairs ...string) parser.Facts {
	result := parser.Facts{}
	for i := 0; i < len(pairs); i += 2 {
		result[pairs[i]] = parser.Fact{Value: pairs[i+1]}
	}
	return result
}

func step(task, title string, line int, started string, took time.Duration, o parser.Outcome) review.Step {
	return review.Step{Title: title, Step: parser.Step{
		Task: task, Line: line, Started: at(started), Duration: took, Outcome: o,
	}}
}

func successReport() *review.Report {
	a := review.Attempt{
		Index: 1, Line: 1, EndLine: 18204, Started: at("2024-03-21 16:20:07.113"), Ended: at("2024-03-21 17:02:48.970"),
		Outcome: parser.OutcomeSucceeded, InstallationMode: "BuildToBuildUpgrade", SetupBuild: "15.2.1118.7",
		Reviewed: true, SetupRelease: "2019 CU12", InstalledRelease: "2019 CU11",
		Duration: 42*time.Minute + 41857*time.Millisecond, Entries: 17000,
		Roles: []string{"Mailbox", "AdminTools"},
		Facts: facts(
			parser.FactInterface, "unattended", parser.FactMode, "Upgrade", parser.FactInstalledBuild, "15.2.986.5",
			parser.FactUser, `CONTOSO\da-exchange`, parser.FactServer, "mbx01", parser.FactServerFQDN, "mbx01.contoso.com",
			parser.FactDomain, "contoso.com", parser.FactSite, "Berlin", parser.FactTimeZone, "(UTC-05:00) Eastern Time (US & Canada)",
			parser.FactUTCOffset, "-04:00", parser.FactOperatingSystem, "Microsoft Windows NT 10.0.17763.0",
			parser.FactSchemaMaster, "dc01.contoso.com", parser.FactDomainController, "dc02.contoso.com", parser.FactProduct, "2019",
		),
		Parameters: []parser.Parameter{
			{Name: "mode", Value: "Upgrade"}, {Name: "iacceptexchangeserverlicenseterms_diagnosticdataon"},
			{Name: "sourcedir", Value: `D:\Exchange CU12`},
		},
		Steps: []review.Step{
			step("Install-ExchangeOrganization", "Organization preparation", 4001, "2024-03-21 16:27:41.018", 312*time.Second, parser.OutcomeSucceeded),
			step("Start-PostSetup", "Post-setup", 17990, "2024-03-21 17:00:02.500", 150*time.Second, parser.OutcomeSucceeded),
		},
	}
	return &review.Report{
		Checked: review.Checked{Sources: 1, Attempts: 1, Entries: 17000, Lines: 18204, Bytes: 3456789, Rules: 231},
		Servers: []review.Server{{
			Name: "mbx01", Sources: []int{0}, Outcome: a.Outcome, LastAttempt: time.Date(2024, 3, 21, 16, 20, 7, 0, time.UTC), InstalledBuild: "15.2.986.5", SetupBuild: a.SetupBuild,
		}},
		Sources: []review.Source{{
			Path: logPath, Kind: parser.KindExchangeSetup, Server: "mbx01", Encoding: "utf-8", Lines: 18204, Bytes: 3456789,
			Attempts: []review.Attempt{a},
		}},
	}
}

func failedReport() *review.Report {
	var attempts []review.Attempt
	for i := 5; i <= 16; i++ {
		o := parser.OutcomePrerequisitesFailed
		if i%3 == 0 {
			o = parser.OutcomeSucceeded
		}
		attempts = append(attempts, review.Attempt{
			Index: i, Line: i*1000 - 999, EndLine: i * 1000, Started: at("2021-03-07 18:00:00.000").AddDate(0, i-17, 0),
			Outcome: o, InstallationMode: "BuildToBuildUpgrade", SetupBuild: "15.2.858.5",
		})
	}
	return &review.Report{
		Checked: review.Checked{Sources: 1, Attempts: 17, Entries: 11500, Lines: 17846, Bytes: 2222222, Rules: 231, OtherFiles: 14},
		Servers: []review.Server{{
			Name: "mbx01", Sources: []int{0}, Outcome: parser.OutcomePrerequisitesFailed,
			InstalledBuild: "15.2.721.2", SetupBuild: "15.2.858.5", Primary: "forest-not-ready",
		}},
		Sources: []review.Source{{
			Path: logPath, Kind: parser.KindExchangeSetup, Server: "mbx01", Encoding: "windows-1252", Lines: 17846, Bytes: 2222222,
			Notes:           []review.Note{{Line: 77, Text: "the line is longer than 1 MiB and was cut"}, {Text: "the last attempt did nothing; the one before it is reviewed"}},
			AttemptsOmitted: 4, Attempts: append(attempts, failedAttempt()),
		}},
		Findings: []review.Finding{forestFinding(), rebootFinding()},
	}
}

func failedAttempt() review.Attempt {
	return review.Attempt{
		Index: 17, Line: 17001, EndLine: 17846, Started: at("2021-03-07 18:24:37.079"), Ended: at("2021-03-07 18:26:02.000"),
		Outcome: parser.OutcomePrerequisitesFailed, InstallationMode: "BuildToBuildUpgrade", SetupBuild: "15.2.858.5",
		Reviewed: true, SetupRelease: "2019 CU9", InstalledRelease: "2019 CU7", Duration: 84921 * time.Millisecond, Entries: 800,
		Facts: facts(
			parser.FactInterface, "unattended", parser.FactMode, "Upgrade", parser.FactInstalledBuild, "15.2.721.2",
			parser.FactUser, `CONTOSO\da-exchange`, parser.FactServer, "mbx01", parser.FactDomain, "branch.contoso.com",
			parser.FactSite, "Hamburg", parser.FactTimeZone, "(UTC+01:00) Amsterdam, Berlin, Bern, Rome",
		),
		Parameters: []parser.Parameter{
			{Name: "mode", Value: "Upgrade"}, {Name: "iacceptexchangeserverlicenseterms"}, {Name: "domaincontroller", Value: "dc07.branch.contoso.com"},
		},
		Failure: &parser.Failure{
			Start: parser.Position{Line: 17788}, Component: "", Message: "Setup cannot prepare the forest from here.",
		},
	}
}

func forestFinding() review.Finding {
	evidence := func(line int, clock, text string) review.Evidence {
		return review.Evidence{Path: logPath, Line: line, Time: at(clock), Text: text}
	}
	var consequences []review.Consequence
	for i, name := range []string{"schema-update-required", "global-update-required", "local-domain-prep", "cannot-access-ad"} {
		consequences = append(consequences, review.Consequence{
			RuleID: name, Title: "Readiness rule number " + name, Severity: rules.SeverityError,
			Text:     "This goes away once the forest has been prepared.",
			Evidence: evidence(17800+i, "2021-03-07 18:25:59.000", "[REQUIRED] something about "+name),
		})
	}
	return review.Finding{
		RuleID: "forest-not-ready", Title: "The forest has to be prepared from the schema master's own site",
		Severity: rules.SeverityError, Confidence: rules.ConfidenceCertain, Category: "active-directory", Primary: true,
		Server: "mbx01", Source: 0, Path: logPath, Attempt: 17, Occurrences: 9,
		Cause: "This version of Exchange needs a newer schema, and setup may only extend it from a computer in the domain and site of the schema master. Setup ran in domain branch.contoso.com and site Hamburg; the schema master is in domain contoso.com and site Berlin.\nNothing has been changed so far.",
		Captures: map[string][]string{
			"domain": {"contoso.com"}, "site": {"Berlin", "Potsdam"}, "user": {}, "zone": {"z"}, "alpha": {"a"},
		},
		Evidence: []review.Evidence{
			evidence(17788, "2021-03-07 18:25:58.123", "[03/07/2021 18:25:58.0123] [1] [ERROR] Setup encountered a problem while validating the state of Active Directory: Exchange organization-level objects have not been created, and setup cannot create them because the local computer is not in the same domain and site as the schema master."),
			evidence(17790, "2021-03-07 18:25:58.125", strings.Repeat("A long second evidence. ", 20)),
			evidence(17846, "2021-03-07 18:26:02.000", "line one\n\tline two\nline three\nline four"),
		},
		Remediation: []review.Remedy{
			{Text: "See which computer holds the schema master role, and in which site this one is.", Command: "netdom query fsmo\nnltest /dsgetsite", Shell: "cmd", Effect: rules.EffectReads, Confirmed: true},
			{Text: "Prepare the forest there, as a member of Schema Admins and Enterprise Admins.", Command: `.\setup.exe /PrepareAD /IAcceptExchangeServerLicenseTerms /OrganizationName:"<NAME>"`, Shell: "powershell", Effect: rules.EffectDirectory, Confirmed: true, Destructive: true, Notes: []string{"Fill in <NAME>: the log does not say what the organization is called."}},
			{Text: "Wait for replication, then run setup again.", Effect: rules.EffectServer, Confirmed: true},
			{Text: "Restart the topology service.", Command: "Restart-Service 'MSExchangeADTopology'", Shell: "powershell", Effect: rules.EffectOutage},
			{Text: "Not confirmed: remove the leftover container. Its contents are lost.", Command: "# DESTRUCTIVE\nRemove-ADObject 'CN=Old,DC=contoso,DC=com' -Recursive -Confirm:$true -Server 'dc01.contoso.com' -Verbose -ErrorAction Stop", Shell: "powershell", Effect: rules.EffectDestructive, Destructive: true},
		},
		References: []rules.Reference{
			{Title: "Prepare Active Directory and domains for Exchange Server", URL: "https://learn.microsoft.com/exchange/plan-and-deploy/prepare-ad-and-domains"},
		},
		Consequences: consequences,
		Fingerprint:  strings.Repeat("ab12", 16), GroupKey: strings.Repeat("cd34", 16),
	}
}

func rebootFinding() review.Finding {
	return review.Finding{
		RuleID: "restart-pending", Title: "A restart is pending", Severity: rules.SeverityWarning,
		Confidence: rules.ConfidenceLikely, Category: "readiness", Server: "mbx01", Path: logPath, Attempt: 17, Occurrences: 1,
		Cause:       "Windows waits for a restart.",
		Evidence:    []review.Evidence{{Path: logPath, Line: 17500, Time: at("2021-03-07 18:25:10.500"), Text: "[1] Evaluated [Rule:RebootPending]"}},
		Remediation: []review.Remedy{{Text: "Restart the server, then run setup again.", Command: "Restart-Computer", Shell: "powershell", Effect: rules.EffectOutage, Confirmed: true}},
		Fingerprint: strings.Repeat("0f", 32), GroupKey: strings.Repeat("1e", 32),
	}
}

func wizardReport() *review.Report {
	a := review.Attempt{
		Index: 2, Line: 301, EndLine: 9000, Started: at("2023-11-15 08:00:00.000"), Ended: at("2023-11-15 09:10:11.250"),
		Outcome: parser.OutcomeFailed, InstallationMode: "BuildToBuildUpgrade", SetupBuild: "15.1.2507.6", Reviewed: true,
		SetupRelease: "2016 CU23", InstalledRelease: "2016 CU22", Duration: 70*time.Minute + 11250*time.Millisecond,
		Facts: facts(
			parser.FactInterface, "wizard", parser.FactMode, "Install", parser.FactInstalledBuild, "15.1.2375.7",
			parser.FactUser, `FABRIKAM\admin`, parser.FactServer, "ex2016", parser.FactUTCOffset, "+05:30",
		),
		Parameters: []parser.Parameter{{Name: "sourcedir", Value: `E:\`}, {Name: "mode", Value: "Install"}},
		Steps: []review.Step{
			step("Start-PreSetup", "", 900, "2023-11-15 08:10:00.000", 65*time.Second, parser.OutcomeSucceeded),
			step("Install-BridgeheadRole", "Mailbox role: Transport service", 5000, "2023-11-15 08:40:00.000", 2*time.Hour+5*time.Minute, parser.OutcomeFailed),
		},
		Failure: &parser.Failure{
			Start: parser.Position{Line: 8123}, Task: "Install-BridgeheadRole", Component: "TransportCommonComponent", Step: "Transport",
			Cmdlet: "Start-SetupService", Exception: "Microsoft.Exchange.Configuration.Tasks.ServiceFailedToReachStatusException",
			Message: "Service 'X' failed to reach status 'Running'.", Inner: []string{"inner one", "inner two"},
			Script: "if ($x)\r\n{\r\n  start-SetupService\r\n}", Reference: "TransportCommonComponent___0123456789abcdef",
		},
		FailureStep: "Transport Common Configuration",
	}
	path := `\\ex2016\c$\ExchangeSetupLogs\ExchangeSetup.log`
	return &review.Report{
		Checked: review.Checked{Sources: 1, Attempts: 2, Entries: 8700, Lines: 9000, Bytes: 900, Rules: 1},
		Servers: []review.Server{{Name: "ex2016", Sources: []int{0}, Outcome: a.Outcome, InstalledBuild: "15.1.2375.7", SetupBuild: a.SetupBuild, Primary: "unknown-error"}},
		Sources: []review.Source{{
			Path: path, Kind: parser.KindExchangeSetup, Server: "ex2016", Encoding: "utf-16le", Lines: 9000, Bytes: 900,
			Attempts: []review.Attempt{
				{Index: 1, Line: 1, EndLine: 300, Started: at("2023-11-14 08:00:00.000"), Ended: at("2023-11-14 08:00:05.000"), Outcome: parser.OutcomeInterrupted},
				a,
			},
		}},
		Findings: []review.Finding{{
			RuleID: "unknown-error", Title: "Transport Common Configuration failed, and no rule knows why", Severity: rules.SeverityCritical,
			Confidence: rules.ConfidencePossible, Category: "general", Primary: true, Server: "ex2016", Path: path, Attempt: 2, Occurrences: 1,
			Cause:       "Service 'X' failed to reach status 'Running'.",
			Captures:    map[string][]string{"service": {"X"}},
			Evidence:    []review.Evidence{{Path: path, Line: 8123, Time: at("2023-11-15 09:10:09.001"), Text: "[ERROR] Service 'X' failed to reach status 'Running'."}},
			Fingerprint: strings.Repeat("22", 32), GroupKey: strings.Repeat("33", 32),
		}},
	}
}

func excerptReport() *review.Report {
	return &review.Report{
		Checked: review.Checked{Sources: 1, Attempts: 1, Entries: 1, Lines: 1, Bytes: 120, Rules: 231},
		Servers: []review.Server{{Sources: []int{0}, Outcome: parser.OutcomeFailed, Primary: "disk-full"}},
		Sources: []review.Source{{
			Path: "-", Kind: parser.KindUnknown, Excerpt: true, Lines: 1, Bytes: 120,
			Attempts: []review.Attempt{{Index: 1, Line: 1, EndLine: 1, Outcome: parser.OutcomeFailed, Reviewed: true}},
		}},
		Findings: []review.Finding{{
			RuleID: "disk-full", Title: "A disk is full", Severity: rules.SeverityError, Confidence: rules.ConfidenceCertain,
			Category: "disk", Primary: true, Path: "-", Attempt: 1, Occurrences: 1, Cause: "There is no space left on drive <name>.",
			Evidence:    []review.Evidence{{Path: "-", Line: 1, Text: "There is not enough space on the disk."}},
			Remediation: []review.Remedy{{Command: "Get-PSDrive -PSProvider FileSystem", Shell: "powershell", Effect: rules.EffectReads, Confirmed: true}},
			Fingerprint: strings.Repeat("44", 32), GroupKey: strings.Repeat("44", 32),
		}},
	}
}

func twoSourcesReport() *review.Report {
	r := successReport()
	control := `bundle.zip!/MBX02/ServiceControl.log`
	quiet := `bundle.zip!/MBX02/ExchangeUpdate.log`
	r.Sources = append(r.Sources,
		review.Source{
			Path: control, Kind: parser.KindServiceControl, Server: "mbx02", Encoding: "utf-8", Lines: 40, Bytes: 4000,
			Attempts: []review.Attempt{{Index: 1, Line: 1, EndLine: 40, Outcome: parser.OutcomeUnknown, Reviewed: true}},
		},
		review.Source{
			Path: quiet, Kind: parser.KindMSI, Server: "mbx02", Encoding: "utf-16le", Lines: 900, Bytes: 90000,
			Attempts: []review.Attempt{{
				Index: 1, Line: 1, EndLine: 900, Outcome: parser.OutcomeSucceeded, Reviewed: true,
				Facts: facts(parser.FactUpdateName, "Security Update", parser.FactUpdateKB, "KB5019758", parser.FactUpdateBuild, "15.2.1118.20"),
			}},
		})
	r.Servers = append(r.Servers, review.Server{Name: "mbx02", Sources: []int{1, 2}, Outcome: parser.OutcomeUnknown, Primary: "services-off"})
	r.Skipped = []review.Skipped{
		{Path: `bundle.zip!/MBX03/ExchangeSetup.log`, Reason: "unreadable", Detail: "the file ends in the middle of a block"},
		{Path: "missing.log", Reason: "missing"},
	}
	r.Checked = review.Checked{Sources: 3, Attempts: 3, Entries: 17940, Lines: 19144, Bytes: 3550789, Rules: 231, OtherFiles: 1}
	r.Incomplete = true
	r.Findings = []review.Finding{
		{
			RuleID: "services-off", Title: "Services were left disabled", Severity: rules.SeverityCritical, Confidence: rules.ConfidenceCertain,
			Category: "services", Primary: true, Server: "mbx02", Source: 1, Path: control, Attempt: 1, Occurrences: 1, Cause: "An update stopped half-way.",
			Captures:    map[string][]string{"services": {"MSExchangeIS", "W3SVC"}},
			Evidence:    []review.Evidence{{Source: 1, Path: control, Line: 12, LocalTime: "2022-11-21 00:50:54", Text: "[00:50:54] Disabled MSExchangeIS"}, {Source: 2, Path: quiet, Line: 3, Text: "Action start 0:50:50: Fatal."}},
			Fingerprint: strings.Repeat("55", 32), GroupKey: strings.Repeat("66", 32),
		},
		{
			RuleID: "remark", Title: "Something to know", Severity: rules.SeverityInfo, Confidence: rules.ConfidenceCertain,
			Category: "general", Server: "mbx01", Source: 0, Path: logPath, Attempt: 1, Occurrences: 1, Cause: "A remark.",
			Evidence:    []review.Evidence{{Path: logPath, Line: 5, Time: at("2024-03-21 16:20:08.000"), Text: "[0] remark"}},
			Fingerprint: strings.Repeat("77", 32), GroupKey: strings.Repeat("88", 32),
		},
	}
	return r
}

func nothingReport() *review.Report {
	return &review.Report{
		Checked:    review.Checked{Rules: 231, OtherFiles: 3},
		Skipped:    []review.Skipped{{Path: `C:\photo.jpg`, Reason: "not-a-setup-log", Detail: "no line has the form of a setup log"}},
		Incomplete: true,
	}
}

// hostile is what somebody might write into a log to fool a terminal, a browser or a parser.
const hostile = "\x1b]0;title\a\x1b[31m|<script>alert(1)</script>\nsecond\tline\r\nthird\u202egnp.exe\u200b\u0085\u009b2J\ufeff\u2028\x00\x7f\xff\U000e0041$(calc)`'\""

// hostileReport has hostile text wherever text can come from a log or a file name.
func hostileReport() *review.Report {
	evidence := review.Evidence{Path: hostile, Line: 3, LocalTime: hostile, Text: hostile}
	return &review.Report{
		Checked: review.Checked{Sources: 2, Attempts: 2, Entries: 2, Lines: 2, Bytes: 2, Rules: 2},
		Servers: []review.Server{
			{Name: hostile, Sources: []int{0}, Outcome: parser.OutcomeFailed, InstalledBuild: hostile, SetupBuild: hostile, Primary: "rule"},
			{Name: "other", Outcome: parser.OutcomeUnknown},
		},
		Skipped: []review.Skipped{{Path: hostile, Reason: "unreadable", Detail: hostile}},
		Sources: []review.Source{{
			Path: hostile, Kind: parser.KindExchangeSetup, Server: hostile, Encoding: "utf-8",
			Notes:    []review.Note{{Line: 1, Text: hostile}},
			Attempts: []review.Attempt{hostileAttempt(), {Index: 2, Line: 9, EndLine: 9, Outcome: parser.OutcomeUnknown, InstallationMode: hostile, SetupBuild: hostile}},
		}},
		Findings: []review.Finding{{
			RuleID: "rule", Title: hostile, Severity: rules.SeverityError, Confidence: rules.ConfidenceCertain, Category: "general",
			Primary: true, Server: hostile, Path: hostile, Attempt: 1, Occurrences: 5, Cause: hostile,
			Captures:     map[string][]string{"one": {hostile}, "two": {hostile, "x"}, hostile: {"y"}},
			Evidence:     []review.Evidence{evidence, {Path: hostile + "2", Line: 4, Text: hostile}},
			Remediation:  []review.Remedy{{Text: hostile, Command: hostile, Shell: "powershell", Effect: rules.EffectServer, Notes: []string{hostile}}},
			References:   []rules.Reference{{Title: hostile, URL: "https://example.com/" + hostile}},
			Consequences: []review.Consequence{{RuleID: "other", Title: hostile, Severity: rules.SeverityError, Text: hostile, Evidence: evidence}},
			Fingerprint:  strings.Repeat("99", 32), GroupKey: strings.Repeat("aa", 32),
		}},
	}
}

func hostileAttempt() review.Attempt {
	names := []string{
		parser.FactMode, parser.FactInstalledBuild, parser.FactUser, parser.FactServer, parser.FactServerFQDN, parser.FactDomain,
		parser.FactSite, parser.FactTimeZone, parser.FactUTCOffset, parser.FactOperatingSystem, parser.FactSchemaMaster,
		parser.FactSchemaMasterSite, parser.FactDomainController, parser.FactGlobalCatalog, parser.FactProduct, parser.FactCommand,
		parser.FactInstallPath, parser.FactOrganization, parser.FactUpdateName, parser.FactUpdateKB, parser.FactUpdateBuild,
	}
	all := parser.Facts{}
	for _, name := range names {
		all[name] = parser.Fact{Value: hostile}
	}
	return review.Attempt{
		Index: 1, Line: 1, EndLine: 8, Started: at("2020-01-01 00:00:00.000"), Outcome: parser.OutcomeFailed, Reviewed: true,
		InstallationMode: hostile, SetupBuild: hostile, Facts: all,
		Parameters:   []parser.Parameter{{Name: hostile, Value: hostile}, {Name: "switch"}},
		SetupRelease: hostile, InstalledRelease: hostile, Roles: []string{hostile}, FailureStep: hostile,
		Steps: []review.Step{{Title: hostile, Step: parser.Step{Task: hostile, Line: 2, Outcome: parser.OutcomeFailed}}},
		Failure: &parser.Failure{
			Task: hostile, Step: hostile, Component: hostile, Cmdlet: hostile, Exception: hostile, Message: hostile,
			Inner: []string{hostile}, Script: hostile, Reference: hostile,
		},
	}
}
