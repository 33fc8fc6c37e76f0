package literals

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func mustMatcher(t testing.TB, literals ...string) *Matcher {
	t.Helper()
	m, err := NewMatcher(Place(literals))
	require.NoError(t, err)
	return m
}

// reference finds all occurrences in the plainest way.
func reference(literals []string, block []byte) []Hit {
	text := asciiLowerBytes(block)
	var hits []Hit
	for i, literal := range literals {
		l := asciiLowerBytes([]byte(literal))
		for at := 0; at+len(l) <= len(text); at++ {
			if bytes.Equal(text[at:at+len(l)], l) {
				hits = append(hits, Hit{Literal: i, Start: at})
			}
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int {
		if a.Start != b.Start {
			return a.Start - b.Start
		}
		return a.Literal - b.Literal
	})
	return hits
}

func asciiLowerBytes(s []byte) []byte {
	out := bytes.Clone(s)
	for i, c := range out {
		if c >= 'A' && c <= 'Z' {
			out[i] = c + 'a' - 'A'
		}
	}
	return out
}

func TestScanFindsEachOccurrenceOnce(t *testing.T) {
	f := func(text string, literals ...string) {
		t.Helper()
		m := mustMatcher(t, literals...)
		// At every alignment, also of the end.
		for front := range 17 {
			for back := range 9 {
				block := []byte(strings.Repeat("~", front) + text + strings.Repeat("~", back))
				require.Equal(t, reference(literals, block), m.Scan(nil, block), "%q in %q", literals, block)
			}
		}
	}
	f("Access is denied, access is DENIED", "access is denied")
	f("0123456", "0123456")
	f("exactly fifteen", "exactly fifteen")
	f("overlapping: lapping: overlap", "overlapping", "lapping: overlap", "lapping")
	f("one installation", "installation", "one install", "installation source", "install")
	f("prefix of another literal", "prefix of", "prefix of another", "prefix of another literal")
	f("the same twice here", "same twice", "same twice")
	f("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "aaaaaaa", "aaaaaaaaaaaaaaa", "aaaaaaaaaaaaaaaaaaaa")
	f("no occurrence of it", "occurrence at", "something else")
	f("", "something else")
	f("short, and a long one of them", "a long one of them", "short, and")
	f("a rather long literal that is much longer than its window", "a rather long literal that is much longer than its window")
}

func TestScanComparesWhatFoldingConfuses(t *testing.T) {
	f := func(literal, other string) {
		t.Helper()
		m := mustMatcher(t, literal)
		assert.Empty(t, m.Scan(nil, []byte(strings.Repeat(other+" ", 20))), "%q", other)
		assert.Len(t, m.Scan(nil, []byte(strings.Repeat(literal+" ", 20))), 20, "%q", literal)
	}
	f("[rule:rebootpending]", "{rule:rebootpending}")
	f("user@contoso", "user`contoso")
	f(`domain\controller of it`, "domain|controller of it")
	f("some_name_of_it", "some\x7fname\x7fof\x7fit")
	f("a line - and more text", "a line \r and more text")
	f("0123456789012345", "\x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x10\x11\x12\x13\x14\x15")
	f("value of key", "value of \u212aey")
	f("caf~ society", "caf\xde society")
}

func TestScanAppends(t *testing.T) {
	m := mustMatcher(t, "access is denied")
	before := []Hit{{Literal: 7, Start: 1 << 40}}
	hits := m.Scan(before, []byte("Access is denied"))
	assert.Equal(t, []Hit{{Literal: 7, Start: 1 << 40}, {Literal: 0, Start: 0}}, hits)
}

func TestNewMatcherRefusesShortLiterals(t *testing.T) {
	_, err := NewMatcher(Place([]string{"long enough", "[ERROR"}))
	require.ErrorContains(t, err, `"[ERROR"`)
}

func TestMatcherWithoutLiterals(t *testing.T) {
	m := mustMatcher(t)
	assert.Empty(t, m.Scan(nil, []byte("Access is denied. Access is denied.")))
	assert.Zero(t, m.Overlap())
}

func TestLength(t *testing.T) {
	m := mustMatcher(t, "access is denied", "seven..")
	assert.Equal(t, []int{16, 7}, []int{m.Length(0), m.Length(1)})
	assert.Equal(t, 15, m.Overlap())
}

// sampleLines are lines as logs have them; the tests and benchmarks take literals of them.
var sampleLines = []string{
	`[03/07/2021 18:24:37.0792] [0] Starting Microsoft Exchange Server 2019 Setup`,
	`[03/07/2021 18:24:38.0004] [0] Setup will use the domain controller 'DC01.contoso.com'.`,
	`[03/07/2021 18:24:41.0310] [1] Evaluated [Setting:ComputerNameDnsFullyQualified] [HasException:False] [Value:"EX01.contoso.com"] [ParentValue:"<NULL>"] [Thread:9] [Duration:00:00:00]`,
	`[03/07/2021 18:24:41.0311] [1] Started [Rule:RebootPending] [Parent:RootAnalysisMember] [RuleType:Error]`,
	`[03/07/2021 18:24:41.0311] [1] Finished [Rule:RebootPending] [Duration:00:00:00.0156826]`,
	`[03/07/2021 18:24:49.0501] [2] Used domain controller DC01.contoso.com to read object CN=Servers,CN=Exchange Administrative Group,DC=contoso,DC=com.`,
	`[03/07/2021 18:24:50.0007] [2] [ERROR] The operation couldn't be performed because object 'EX01' couldn't be found on 'DC01.contoso.com'.`,
	`[03/07/2021 18:24:50.0008] [1] [ERROR-REFERENCE] Id=AllADRolesCommonServiceControl___ee47ab1c06fb47919398e2e95ed99c6c Component=EXCHANGE14:\Current\Release`,
	`   at Microsoft.Exchange.Configuration.Tasks.Task.ProcessTaskStage(TaskStage taskStage, Action initFunc, Action mainFunc, Action completeFunc)`,
	`          $fullPath = "$RoleInstallPath\Scripts\" + $scriptName; if (!(Test-Path $fullPath)) { Write-ExchangeSetupLog -Info "missing" };`,
}

// sampleText makes text of at least size bytes.
func sampleText(rng *rand.Rand, size int) []byte {
	var text []byte
	for len(text) < size {
		line := sampleLines[rng.IntN(len(sampleLines))]
		for range rng.IntN(4) {
			at := rng.IntN(len(line))
			line = line[:at] + string(rune('0'+rng.IntN(70))) + line[at:]
		}
		text = append(append(text, line...), '\r', '\n')
	}
	return text
}

// sampleLiterals cuts literals of lengths from least to most out of the text, each but a few
// with a change that makes it rare.
func sampleLiterals(rng *rand.Rand, text []byte, n, least, most int) []string {
	var literals []string
	for range n {
		length := least + rng.IntN(most-least+1)
		at := rng.IntN(len(text) - length)
		literal := bytes.Map(func(r rune) rune { return max(r, ' ') }, text[at:at+length])
		for rng.IntN(8) > 0 {
			literal[rng.IntN(len(literal))] = byte('a' + rng.IntN(26))
		}
		literals = append(literals, string(literal))
	}
	return literals
}

func TestScanEqualsReference(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 60 {
		text := sampleText(rng, rng.IntN(6000)+200)
		for _, lengths := range [][2]int{{7, 14}, {15, 60}, {7, 60}} {
			literals := sampleLiterals(rng, text, rng.IntN(40)+1, lengths[0], lengths[1])
			checkScan(t, literals, text[rng.IntN(100):])
		}
	}
}

// TestScanOfFewLetters makes very many and overlapping occurrences.
func TestScanOfFewLetters(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 8))
	letters := "aAbB[{"
	random := func(n int) []byte {
		text := make([]byte, n)
		for i := range text {
			text[i] = letters[rng.IntN(2+rng.IntN(len(letters)-1))]
		}
		return text
	}
	for range 60 {
		var literals []string
		for range 1 + rng.IntN(20) {
			literals = append(literals, string(random(MinLength+rng.IntN(14))))
		}
		checkScan(t, literals, random(rng.IntN(3000)))
	}
}

func checkScan(t testing.TB, literals []string, text []byte) {
	t.Helper()
	got := mustMatcher(t, literals...).Scan(nil, text)
	if want := reference(literals, text); !slices.Equal(want, got) {
		require.Equal(t, want, got, "%q in %q", literals, text)
	}
}

// TestScanOfStream does what the package documentation says about streams.
func TestScanOfStream(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 10))
	text := sampleText(rng, 50_000)
	literals := sampleLiterals(rng, text, 50, 7, 60)
	m := mustMatcher(t, literals...)
	for _, size := range []int{m.Overlap() + 1, 100, 1000, 4096, 1 << 20} {
		var all, hits []Hit
		r := bytes.NewReader(text)
		buf := make([]byte, size)
		keep, base := 0, 0 // base is the offset of the block in the stream
		for {
			n, err := r.Read(buf[keep:])
			block := buf[:keep+n]
			hits = m.Scan(hits[:0], block)
			for _, h := range hits {
				if h.Start+m.Length(h.Literal) > keep {
					all = append(all, Hit{h.Literal, base + h.Start})
				}
			}
			if err != nil {
				break
			}
			rest := block[max(0, len(block)-m.Overlap()):]
			base += len(block) - len(rest)
			keep = copy(buf, rest)
		}
		slices.SortFunc(all, func(a, b Hit) int {
			if before(a, b) {
				return -1
			}
			return 1
		})
		assert.Equal(t, reference(literals, text), all, "blocks of %d bytes", size)
	}
}

func TestScanDoesNotAllocate(t *testing.T) {
	rng := rand.New(rand.NewPCG(11, 12))
	text := sampleText(rng, 100_000)
	m := mustMatcher(t, sampleLiterals(rng, text, 300, 7, 60)...)
	hits := m.Scan(nil, text)
	require.NotEmpty(t, hits)
	assert.Zero(t, testing.AllocsPerRun(10, func() { hits = m.Scan(hits[:0], text) }))
}

func TestScanConcurrently(t *testing.T) {
	rng := rand.New(rand.NewPCG(13, 14))
	text := sampleText(rng, 20_000)
	m := mustMatcher(t, sampleLiterals(rng, text, 100, 7, 60)...)
	want := m.Scan(nil, text)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() { assert.Equal(t, want, m.Scan(nil, text)) })
	}
	group.Wait()
}

func TestBackgroundIsWellFormed(t *testing.T) {
	n := 0
	for line := range bytes.Lines(background) {
		require.Regexp(t, `^[0-9][ -~]{8,}\n$`, string(line))
		n++
	}
	assert.Greater(t, n, 100)
}

// TestWindowIsTheRarest: the frequent beginning is not what is looked for.
func TestWindowIsTheRarest(t *testing.T) {
	literal := "evaluated [setting:xyzzyplughquux]"
	window, _ := countBackground(8).rarestWindow(literal)
	assert.GreaterOrEqual(t, window, len("evaluated ["))
}

// isASCII says whether a text can be a literal.
func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > '\x7f' })
}

func FuzzScan(f *testing.F) {
	f.Add("access is denied", "installation", []byte("Access is denied: INSTALLATION [x]"))
	f.Add("[rule:reboot", "{rule:rebootpending", []byte("{RULE:REBOOTPENDING [rule:rebootpending"))
	f.Add("aaaaaaa", "aaaaaaaaaaaaaaaa", []byte("aaaaaaaaaaAAAAAAAaaaaaaaaaa"))
	f.Fuzz(func(t *testing.T, a, b string, text []byte) {
		if len(a) >= MinLength && len(b) >= MinLength && isASCII(a+b) {
			checkScan(t, []string{a, b}, text)
			// The literals themselves stand in a text that is made of both.
			checkScan(t, []string{a, b}, slices.Concat(text, []byte(a+strings.ToUpper(b)), text))
		}
	})
}

func BenchmarkScan(b *testing.B) {
	text := benchmarkText(b)
	for _, least := range []int{GoodLength, MinLength} {
		for _, n := range []int{150, 300, 600} {
			literals := benchmarkLiterals(b, n, least)
			b.Run(fmt.Sprintf("literals=%d/from=%d", n, least), func(b *testing.B) {
				m := mustMatcher(b, literals...)
				b.SetBytes(int64(len(text)))
				b.ReportAllocs()
				var hits []Hit
				total := 0
				for b.Loop() {
					for rest := text; len(rest) > 0; rest = rest[min(len(rest), 256<<10):] {
						hits = m.Scan(hits[:0], rest[:min(len(rest), 256<<10)])
						total += len(hits)
					}
				}
				b.ReportMetric(float64(total)/float64(b.N), "hits/op")
			})
		}
	}
}

func BenchmarkScanEntry(b *testing.B) {
	m := mustMatcher(b, benchmarkLiterals(b, 300, MinLength)...)
	entry := []byte(sampleLines[1])
	b.SetBytes(int64(len(entry)))
	b.ReportAllocs()
	var hits []Hit
	for b.Loop() {
		hits = m.Scan(hits[:0], entry)
	}
}
