package catalogue_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"changban/portal/catalogue"
)

// fault is one small change of a sound definition and what has to be said about
// it, at the line where at stands afterwards.
type fault struct {
	title    string
	old, new string
	at       string // "": the line of new
	says     string
	file     string // "": the service of the test
}

const (
	sound      = "testdata/sound"
	stoveAid   = "services/stove-aid.yaml"
	stoveGuide = "services/stove-guide.yaml"
	stoveTold  = "services/stove-objection.yaml"
	stoveWords = "locales/zh-Hans/services/stove-aid.json"
)

var faults = []fault{
	{title: "id that is not the file's name", old: "id: stove-aid", new: "id: stove-help", says: "is not the name of the file"},
	{title: "unknown category", old: "category: housing", new: "category: houses", says: `"houses" is none of`},
	{title: "key that means nothing", old: "assessed: true", new: "asessed: true", says: "asessed"},
	{title: "value of a wrong kind", old: "back_pay: 3", new: "back_pay: three", says: "cannot"},
	{title: "condition that is no expression", old: "urgent: stove_kind == none", new: "urgent: stove_kind = none", says: "is not of the form"},
	{title: "question that no step asks", old: "  - {id: maker, fields: [maker]}\n", new: "", at: "id: maker, type", says: `no step asks "maker"`},
	{title: "step that asks an unknown field", old: "fields: [maker]", new: "fields: [makers]", says: `no field is called "makers"`},
	{title: "question asked twice", old: "fields: [maker]}", new: "fields: [maker, better]}", says: `an earlier step asks "better"`},
	{title: "question that depends on a later one", old: "- {id: home_area, fields: [home_area]}", new: "- {id: home_area, fields: [home_area], when: better == yes}", says: `which step "better" asks later`},
	{title: "condition on an unknown field", old: "when: filing_as == committee", new: "when: filed == committee", says: `asks for "filed"`},
	{title: "condition on an option that is not there", old: "only_when: stove_kind == coal", new: "only_when: stove_kind == peat", says: `"peat" is no option of "stove_kind"`},
	{title: "condition that can never hold", old: "only_when: stove_kind == coal", new: "only_when: age < 5 and age > 10", says: `can never hold: nothing meets what it asks of "age"`},
	{title: "step and question that exclude each other", old: "{id: built_on, type: month,", new: "{id: built_on, type: month, when: stove_kind == none,", at: "fields: [built_on]", says: `can never hold: nothing meets what it asks of "stove_kind"`},
	{title: "rows that nobody meets together", old: `{id: grown, field: age, op: gte, value: ["18"]}`, new: `{id: grown, field: age, op: gte, value: ["18"]}` + "\n  - {id: small, field: age, op: lte, value: [\"5\"]}", at: "id: small", says: `nobody can meet this and the rows above: "age"`},
	{title: "alternative that nobody meets", old: `op: lte, value: ["70"]`, new: `op: lte, value: ["7"]`, at: "op: eq, value: [none]", says: `nobody can meet this alternative with the other rows: "age"`},
	{title: "row about an unknown fact", old: "field: household_aid", new: "field: household_help", says: `no field or predicate is called "household_help"`},
	{title: "row with an unknown operator", old: "op: gte", new: "op: above", says: `"above" is none of`},
	{title: "size of what is no number", old: `op: lte, value: ["9"]`, new: "op: lte, value: [nine]", says: "which is no number"},
	{title: "row that compares with nothing", old: `value: ["9"]`, new: "value: []", says: "compares with nothing"},
	{title: "amount without a source", old: "kind: benefit, source: invented, only_when", new: "kind: benefit, only_when", says: "the amount has no source"},
	{title: "amount of a place of comparison", old: "kind: benefit, source: invented}", new: "kind: comparator, source: invented}", says: `"comparator" is none of`},
	{title: "amount below nothing", old: "fen: 8000", new: "fen: -8000", says: "never below 0"},
	{title: "amount per year of a monthly payment", old: "fen: 8000, period: month", new: "fen: 8000, period: year", says: "the amount is per year"},
	{title: "place that is no code", old: `served_in: ["150202", "152501"]`, new: `served_in: ["150202", "donghe"]`, says: "no six-digit place code"},
	{title: "amount of a place that is not served", old: `{place: "152501", fen`, new: `{place: "230881", fen`, says: "place 230881 is not served"},
	{title: "limit of days without a basis", old: ", basis: invented}", new: "}", at: "days: {accept: 3", says: "basis of the days"},
	{title: "notice longer than the decision", old: "notice: 7,", new: "notice: 15,", says: "does not fit into the 10 days of the decision"},
	{title: "notice in unknown days", old: "notice_in: calendar", new: "notice_in: moons", says: `"moons" is none of`},
	{title: "promise longer than its calendar limit", old: "calendar: 30", new: "calendar: 12", says: "do not fit into 12 calendar days"},
	{title: "extension of working days", old: "calendar: 30, basis", new: "calendar: 30, extend: 5, basis", at: "days: {accept: 3", says: "only a promise in calendar days throughout"},
	{title: "ticket of what is no guide to the hotline", old: "parts: [stove-aid]", new: "parts: [stove-aid]\nticket: {type: help}", at: "ticket:", says: "only a guide to the hotline", file: stoveGuide},
	{title: "stages longer than the promise", old: "at: housing, days: 6", new: "at: housing, days: 9", says: "the stages of decide take more"},
	{title: "stage at an unknown place", old: "at: institution, days: 4", new: "at: pond, days: 4", says: `"pond" is none of`},
	{title: "two fields of one id", old: "{id: built_on, type: month", new: "{id: maker, type: month", says: `id "maker" stands twice`},
	{title: "two papers of one id", old: "{id: committee_note, required", new: "{id: mandate, required", at: "pdf], when: filing_as == committee", says: `id "mandate" stands twice`},
	{title: "two rows of one id", old: "{id: grown,", new: "{id: card_active,", at: "field: age, op: gte", says: `id "card_active" stands twice`},
	{title: "redirect to an unknown service", old: "service: stove-guide}", new: "service: stove-shop}", says: `no service is called "stove-shop"`},
	{title: "redirect by an unknown answer", old: `redirect: {value: "yes"`, new: "redirect: {value: perhaps", says: `"perhaps" is no option of "better"`},
	{title: "unknown end of the outcome", old: "stops: [card_expired,", new: "stops: [card_old,", says: `"card_old" is none of`},
	{title: "objection by an unknown service", old: "service: stove-objection", new: "service: stove-quarrel", says: `no service is called "stove-quarrel"`},
	{title: "objection without its days", old: "days: 60, source", new: "days: 0, source", says: "contested within working or calendar days"},
	{title: "part that is no service", old: "parts: [stove-aid]", new: "parts: [stove-aid, stove-shop]", says: `no service is called "stove-shop"`, file: stoveGuide},
	{title: "parts of what is no guide", old: "hidden: true", new: "hidden: true\nparts: [stove-aid]", at: "parts:", says: "only a guide has parts", file: stoveTold},
	{title: "guardian asked for but not proved", old: "  - {id: guardian_proof, required: true, accept: [jpg, png, pdf], when: filing_as == guardian}\n", new: "", at: "id: guardian_id_number", says: "no paper proves it"},
	{title: "agent without a mandate", old: "{id: mandate, required", new: "{id: letter, required", at: "who: [guardian", says: "an agent needs a mandate"},
	{title: "paper of a helper that is not there", old: "papers: [mandate, committee_note]", new: "papers: [mandate, stamp]", says: `no paper is called "stamp"`},
	{title: "unknown helper", old: "who: [guardian, committee", new: "who: [guardian, neighbour", says: `"neighbour" is none of`},
	{title: "money to anybody", old: " equals_any: [name, guardian_name],", new: "", at: "id: account_holder", says: "money never goes to an agent"},
	{title: "money to an agent", old: "equals_any: [name, guardian_name]", new: "equals_any: [name, own_name]", says: "money never goes to an agent"},
	{title: "money to nobody", old: ", pay_to: own}", new: "}", at: "outcome: {", says: "says who gets it"},
	{title: "monthly money applied for twice", old: "one_open: true\n", new: "", at: "outcome: {", says: "one_open is missing"},
	{title: "outcome that does what it cannot", old: "pay_to: own}", new: "pay_to: own, act: renew}", says: `act "renew" does not fit`},
	{title: "unknown outcome", old: "type: monthly_payment", new: "type: moonlight", says: `"moonlight" is none of`},
	{title: "unknown decider", old: "decider: housing\n", new: "decider: landlord\n", says: `"landlord" is none of`},
	{title: "assessed by nobody", old: "role: assessor", new: "role: receiver", at: "assessed: true", says: "no stage has the assessor"},
	{title: "paper that nobody asks for", old: "  - {id: photo, paper: photo}\n", new: "", at: "id: photo, required", says: `no step asks for paper "photo"`},
	{title: "shared paper without the step of shared papers", old: "  - {block: papers}", new: "  - {block: papers, except: [papers]}", at: "id: id_card, required", says: `no step asks for paper "id_card"`},
	{title: "portrait as a document", old: "kind: photo, accept: [jpg, png]", new: "kind: photo, accept: [jpg, pdf]", says: "never a PDF"},
	{title: "list without items", old: "    items:\n      - {id: name, type: text, name: true, required: true}\n      - {id: kin, type: radio, required: true, options: [parent, child]}\n", new: "", at: "id: members\n", says: "items belong to a list"},
	{title: "item without options", old: ", options: [parent, child]", new: "", at: "id: kin,", says: "options belong to radio"},
	{title: "institution of no kind", old: "kind: care, ", new: "", at: "id: maker, type", says: `"" is none of assessment`},
	{title: "number that cannot be", old: `least: "1", most: "20"`, new: `least: "21", most: "20"`, says: "no number is at least 21 and at most 20"},
	{title: "month that cannot be", old: `not_after: today}`, new: `not_after: "1940-01-01"}`, says: "no day is from"},
	{title: "read-only without a source", old: " derive: filing_as, readonly: true", new: " readonly: true", says: "nothing gives its value"},
	{title: "values that go round in a circle", old: "options: [self, guardian], derive: filing_as, readonly: true}", new: "options: [self, guardian], derive: filed_by, readonly: true}\n  - {id: filed_by, type: text, derive: filed_as, readonly: true}", says: `takes its value from itself by way of "filed_by"`},
	{title: "option that never comes up", old: "options: [self, guardian], derive", new: "options: [self, neighbour], derive", says: `option "neighbour" of "filed_as" never comes up`},
	{title: "unknown block", old: "  - {block: place}\n  - {id: decide_place, fields", new: "  - {block: palace}\n  - {id: decide_place, fields", at: "{block: palace}", says: "no block palace has steps"},
	{title: "options without words", old: "options: [office, other]", new: "options: [office, other]}\n  - {id: stove_colour, type: radio, at_check: true, options: [red]", at: "id: stove_colour", says: "field.stove_colour.option.red"},
	{title: "words that are missing", old: `  "service.stove-aid.field.members.label": "词",` + "\n", new: "", says: "service.stove-aid.field.members.label", file: stoveWords},
	{title: "words of another service", old: `"service.stove-aid.name"`, new: `"service.stove-shop.name"`, says: `does not begin with "service.stove-aid."`, file: stoveWords},
}

// TestSeededFaults: every seeded fault is found, in its file and at its line.
func TestSeededFaults(t *testing.T) {
	shared, err := fs.ReadFile(catalogue.Embedded(), "blocks.yaml")
	if err != nil {
		t.Fatal(err)
	}
	base, said := fstest.MapFS{"blocks.yaml": {Data: shared}}, words(t)
	if found := catalogue.Check(base, said, os.DirFS(sound)); len(found) > 0 {
		t.Fatalf("the sound definitions are not:\n%v", found)
	}
	caught := 0
	for _, f := range faults {
		t.Run(f.title, func(t *testing.T) {
			if f.file == "" {
				f.file = stoveAid
			}
			tree, line := seeded(t, f)
			found := catalogue.Check(base, said, tree)
			if !slices.ContainsFunc(found, func(p catalogue.Problem) bool { return f.foundIn(p, line) }) {
				t.Fatalf("nothing says %q at %s:%d, but:\n%v", f.says, f.file, line, found)
			}
			caught++
		})
	}
	t.Logf("%d of %d seeded faults found with file and line", caught, len(faults))
}

// foundIn: a missing word is said at the line that needs it, in the definition.
func (f fault) foundIn(p catalogue.Problem, line int) bool {
	if f.file == stoveWords && strings.Contains(p.Reason, "no words") {
		return p.File == stoveAid && p.Line > 0 && strings.Contains(p.Reason, f.says)
	}
	return p.File == f.file && p.Line == line && strings.Contains(p.Reason, f.says)
}

// seeded copies the sound definitions with one fault and finds its line.
func seeded(t *testing.T, f fault) (fs.FS, int) {
	t.Helper()
	tree := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS(sound), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		raw, err := fs.ReadFile(os.DirFS(sound), name)
		tree[name] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	before := string(tree[f.file].Data)
	after := strings.Replace(before, f.old, f.new, 1)
	if f.at == "" {
		f.at, _, _ = strings.Cut(f.new, "\n")
	}
	upTo, _, there := strings.Cut(after, f.at)
	if before == after || !there {
		t.Fatalf("%q is not in %s", f.old, f.file)
	}
	tree[f.file].Data = []byte(after)
	return tree, 1 + strings.Count(upTo, "\n")
}
