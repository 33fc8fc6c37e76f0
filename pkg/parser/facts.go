package parser

// Fact is something an attempt says about itself, with the place where it says so.
// A fact that is computed and stands nowhere has a zero position.
type Fact struct {
	Value string
	At    Position
}

// Facts holds facts by name. A missing fact has an empty value.
type Facts map[string]Fact

// Get gives the value of a fact, or "".
func (f Facts) Get(name string) string { return f[name].Value }

// The names of facts. Rules use these names, and reports the same ones as keys.
// Truth values are "true" and "false"; builds look like 15.1.2106.2.
const (
	FactOutcome          = "outcome"          // see Outcome
	FactExcerpt          = "excerpt"          // true for text without a banner
	FactInterface        = "interface"        // unattended or wizard
	FactMode             = "mode"             // the parameter mode (or m): Install, Upgrade, …
	FactInstallationMode = "installationMode" // Install, BuildToBuildUpgrade, Uninstall, DisasterRecovery
	FactPrepares         = "prepares"         // what the command line prepares and no more: schema, organization, domain, allDomains
	FactSetupBuild       = "setupBuild"       // build of the media
	FactInstalledBuild   = "installedBuild"   // build installed before; the backup copy wins
	FactProduct          = "product"          // 2013, 2016, 2019 or Subscription Edition, from the banner
	FactUser             = "user"             // Logged on user
	FactServer           = "server"           // short name of the server
	FactServerFQDN       = "serverFqdn"
	FactDomain           = "domain"           // DNS domain of the server
	FactSite             = "site"             // AD site of the server
	FactSchemaMaster     = "schemaMaster"     // schema master DC
	FactSchemaMasterSite = "schemaMasterSite" // its site
	FactDomainController = "domainController" // the DC that setup used
	FactGlobalCatalog    = "globalCatalog"
	FactOperatingSystem  = "operatingSystem"
	FactTimeZone         = "timeZone"  // display name, base offset only
	FactUTCOffset        = "utcOffset" // true offset such as -04:00, when it can be derived
	FactCommand          = "command"   // what RuntimeAssembly was started with
	FactInstallPath      = "installPath"
	FactRoles            = "roles" // installed roles, separated by blanks
	FactOrganization     = "organization"

	// The update that the log of an MSI package or a patch is about.
	FactUpdateName  = "updateName"  // such as "Security Update for Exchange Server 2019 CU12"
	FactUpdateKB    = "updateKb"    // such as KB5019758
	FactUpdateBuild = "updateBuild" // build that the update brings
	// FactUpdateTarget is what the update is made for: the product in its name, else a build.
	FactUpdateTarget = "updateTarget"

	// What Windows Installer says of an installation.
	FactInstallerProduct = "installerProduct" // name of the product
	FactInstallerCode    = "installerCode"    // result of the engine, such as 1603; 0 is success
	FactInstallerAction  = "installerAction"  // action that failed first
	// FactInstallerCustomAction is the custom action that failed within it.
	FactInstallerCustomAction = "installerCustomAction"
	// FactInstallerProgram is the program or script that this custom action ran, with its arguments.
	FactInstallerProgram     = "installerProgram"
	FactInstallerError       = "installerError"       // text of the error before it failed
	FactInstallerErrorNumber = "installerErrorNumber" // its number, such as 1722
	// FactInstallerReboot is required or started when the installation wants a restart.
	FactInstallerReboot = "installerReboot"
	// FactPatch is true when the installation is that of a patch.
	FactPatch = "patch"
	// FactPatchNotApplicable names the patch that fits no installed product.
	FactPatchNotApplicable = "patchNotApplicable"

	// What ServiceControl.ps1 did, in its own log or in that of setup. Lists of services are
	// separated by ", ". They describe the end of the attempt and take earlier ones of the source
	// into account.
	FactServiceOperation = "serviceOperation" // BeforePatch, AfterPatch, Stop, … inferred
	FactServiceFooter    = "serviceFooter"    // ok, errors, or none for a run without an end
	FactServicesDisabled = "servicesDisabled" // disabled and not enabled again
	// FactServicesDisabledCount is how many those are.
	FactServicesDisabledCount = "servicesDisabledCount"
	FactServicesStopped       = "servicesStopped" // stopped, not started again, and not disabled
	FactServicesWere          = "servicesWere"    // each with (running) or (not running)
	// FactServicesToEnable are the disabled ones of which the log shows that they were enabled:
	// they ran, and are not for POP3 or IMAP4. FactServicesLeftOut are the other disabled ones.
	FactServicesToEnable = "servicesToEnable"
	FactServicesLeftOut  = "servicesLeftOut"
	// FactServicesToManual are the disabled ones that were started by hand before. A log alone
	// does not show them.
	FactServicesToManual = "servicesToManual"
	// FactServicesToStart are the disabled and stopped ones that ran before.
	FactServicesToStart = "servicesToStart"
	// FactRestoreBasis is what the four lists before it rest on: log, or startup-mode-xml or
	// state-xml when a review finds such a file beside the log, which FactRestoreFile names then.
	FactRestoreBasis = "restoreBasis"
	FactRestoreFile  = "restoreFile"
	// FactStateUnusable names the saved start modes beside the log that AfterPatch would give back,
	// when they cannot be read.
	FactStateUnusable = "stateUnusable"
	// FactStateOverwritten is true when the saved start modes are those of services that an
	// earlier run had disabled: two BeforePatch without an AfterPatch between them.
	FactStateOverwritten = "stateOverwritten"
	FactServiceHungOn    = "serviceHungOn"   // service that a run without an end, or its error, was about
	FactSlowestStop      = "slowestStop"     // service that took longest to stop
	FactSlowestStopTook  = "slowestStopTook" // readable, such as 5m2s
	FactFollowed         = "followed"        // true when another run begins behind this one
	// FactDateDoubt names the two days that the date of the attempt can mean.
	FactDateDoubt = "dateDoubt"

	FactUpdateScript  = "updateScript"  // name of the script, such as UpdateCas
	FactUpdateMissing = "updateMissing" // what it did not bring to an end: OWA, ECP, or both
	FactUpdateError   = "updateError"   // the line with which it gave up

	FactLdifEntry       = "ldifEntry"       // DN of the entry that ldifde could not import
	FactLdifLine        = "ldifLine"        // line of the ldf file where it begins
	FactLdifError       = "ldifError"       // what ldifde says
	FactLdifServerError = "ldifServerError" // what the domain controller says

	FactSchemaUpdateRequired       = "schemaUpdateRequired"       // true or false
	FactOrganizationUpdateRequired = "organizationUpdateRequired" // true or false
	FactDomainUpdateRequired       = "domainUpdateRequired"       // true or false
	FactADInitialization           = "adInitialization"           // Active Directory Initialization status

	// FactReadinessFailed is true when the readiness check failed.
	FactReadinessFailed = "readinessFailed"
	// FactRejected is true when the command line was rejected before any check.
	FactRejected = "rejected"
	// FactLicenceSwitch is the licence switch that the media of setupBuild takes, repeating the
	// choice of the command line; empty when the build is unknown.
	FactLicenceSwitch = "licenceSwitch"
	// FactLicenceChosen is true when that repeats what the command line chose for diagnostic data.
	FactLicenceChosen = "licenceChosen"
	// FactLicenceSwitchFits is false when the command line carried the licence switch of other
	// media, or none at all in an unattended run.
	FactLicenceSwitchFits = "licenceSwitchFits"
	// FactDiskRequired and FactDiskAvailable are bytes: the first pair that does not suffice,
	// else the first pair.
	FactDiskRequired  = "diskRequired"
	FactDiskAvailable = "diskAvailable"

	FactTask           = "task"           // the failed, or else the last launched task
	FactStep           = "step"           // readable component step
	FactComponent      = "component"      // component file name
	FactCmdlet         = "cmdlet"         // cmdlet that failed
	FactException      = "exception"      // exception type
	FactMessage        = "message"        // exception text
	FactInnermost      = "innermost"      // innermost exception text
	FactScriptLine     = "scriptLine"     // line of the script that most likely failed
	FactReference      = "reference"      // Id of [ERROR-REFERENCE]
	FactFailedAt       = "failedAt"       // when the failure began, else when the outcome shows; RFC 3339, UTC
	FactFirstError     = "firstError"     // first [ERROR] of the failing script or step
	FactBefore         = "before"         // the entries before it, joined by line breaks
	FactLastEntry      = "lastEntry"      // the last entry
	FactLastLine       = "lastLine"       // its line number
	FactLongestSilence = "longestSilence" // readable, such as 12m30s
	FactSilenceAfter   = "silenceAfter"   // the entry before it
	// FactTookOffline is true when the attempt had reached Start-PreSetup or later.
	FactTookOffline = "tookOffline"
	// FactRestoreFailed is true when the restore step after a failed check logged errors.
	FactRestoreFailed = "restoreFailed"
	// FactPreviousFailure names the newest earlier failed attempt of the file, with its line and
	// primary finding; the review adds it. FactFirstFailure does so for the first failed one.
	FactPreviousFailure = "previousFailure"
	FactFirstFailure    = "firstFailure"
)
