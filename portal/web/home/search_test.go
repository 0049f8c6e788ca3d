package home_test

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"changban/mongol"
	"changban/portal/web/webtest"
)

// asked is what people type and the service they want among the first three: in
// the words of the services, in other forms of them, as a sentence, as parts.
var askedCyrillic = map[string]string{
	"тэргэнцэр":                       "assistive-device",
	"тэргэнцрийн":                     "assistive-device",
	"тэргэнцэр авах":                  "assistive-device",
	"хараагүй хүний цагаан таяг":      "assistive-device",
	"сонсголын аппаратаа солих":       "assistive-device",
	"суга таягны":                     "assistive-device",
	"Хиймэл хөл":                      "assistive-device",
	"үнэмлэх авмаар байна":            "card-new",
	"бэрхшээлийн үнэмлэх шинээр авах": "card-new",
	"үнэмлэхээ гээсэн":                "card-reissue",
	"үнэмлэх олдохгүй":                "card-reissue",
	"унэмлэх гээсэн":                  "card-reissue",
	"ѵнэмлэх нѳхѳх":                   "card-reissue",
	"үнэмлэхний хугацаа дууссан":      "card-renew",
	"үнэмлэх солиулах":                "card-renew",
	"үнэмлэх шилжүүлэх":               "card-transfer",
	"нүүсэн өрхийн бүртгэл":           "card-transfer",
	"аав нас барсан":                  "card-cancel",
	"зэргээ өөрчлүүлэх":               "card-level-change",
	"өвчин хүндэрсэн":                 "card-level-change",
	"хүүхдийн сэргээн засалт":         "child-rehab",
	"аутизмтай хүүхэд":                "child-rehab",
	"ариун цэврийн өрөөнд бариул":     "home-retrofit",
	"налуу замтай болгох":             "home-retrofit",
	"брайль":                          "info-access",
	"ажил хайж байна":                 "job-registration",
	"өмгөөлөгчийн тусламж":            "legal-aid",
	"амьдралын тэтгэмж":               "living-subsidy",
	"амьдралын тэтгэмжийг авах":       "living-subsidy",
	"асаргааны мөнгө":                 "nursing-subsidy",
	"ээжийгээ асрах хэвтэр":           "nursing-subsidy",
	"тэтгэврийн даатгалаа төлүүлэх":   "pension-aid",
	"дэлгүүр нээж наймаа хийх":        "startup-subsidy",
	"нарлаг гэрт асруулах":            "sunshine-home",
	"галд гэр шатсан, гал түймэр":     "temp-relief",
	"банкны картаа солих":             "two-subsidy-change",
	"бензиний мөнгө":                  "wheelchair-fuel",
	"ТҮЛШНИЙ ТЭТГЭМЖ":                 "wheelchair-fuel",
	"жилийн шалгалтын":                "two-subsidy-change",
	"бүгдийг нэг дор хийх":            "one-thing",
}

var askedScript = map[string]string{
	"duγuitu sandali":                 "assistive-device",
	"duγuitu sandali-yin":             "assistive-device",
	"duγuitu sandali abqu":            "assistive-device",
	"toγuidu santali":                 "assistive-device",
	"čaγan tayaγ":                     "assistive-device",
	"suγu tayaγ-un":                   "assistive-device",
	"sonusqu tusalaγči":               "assistive-device",
	"sonosqo tosalaγči-yi":            "assistive-device",
	"kimel köl":                       "assistive-device",
	"ünemlekü abqu":                   "card-new",
	"berkesiyel-ün ünemlekü abumar":   "card-new",
	"ünemlekü-ben gegegsen":           "card-reissue",
	"önemlekö gegegsen":               "card-reissue",
	"ünemlekü oldaqu ügei":            "card-reissue",
	"ünemlekü-yin quγučaγ-a daγusqu":  "card-renew",
	"ünemlekü soliγulqu":              "card-renew",
	"ünemlekü silǰigülkü":             "card-transfer",
	"erüke-yin dangsa negükü":         "card-transfer",
	"nasu baraγsan":                   "card-cancel",
	"ǰerge öberčilegülkü":             "card-level-change",
	"keüked-ün eregülǰil":             "child-rehab",
	"tariki-yin saǰig keüked":         "child-rehab",
	"naluγu ǰam":                      "home-retrofit",
	"bosuγ-a-yi ǰasaqu":               "home-retrofit",
	"soqur üsüg":                      "info-access",
	"aǰil qaiǰu bain-a":               "job-registration",
	"qauli čaγaǰan-u tusalalčaγ-a":    "legal-aid",
	"amidural-un tusalamǰi":           "living-subsidy",
	"amidural-un mönggü-ben abqu":     "living-subsidy",
	"asaramǰi-yin mönggü":             "nursing-subsidy",
	"asaran qalamǰilaγči":             "nursing-subsidy",
	"nasuǰil-un daγadqal-iyan tölükü": "pension-aid",
	"delgegür negegesü":               "startup-subsidy",
	"naraliγ ger-tü":                  "sunshine-home",
	"γal tüimer-tü":                   "temp-relief",
	"bangki-yin kart-iyan soliqu":     "two-subsidy-change",
	"tosun-u mönggü":                  "wheelchair-fuel",
	"qamtu siidbürilekü":              "one-thing",
}

func TestSearchInTwoScripts(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	if len(askedCyrillic) < 30 || len(askedScript) < 30 {
		t.Fatalf("%d and %d queries", len(askedCyrillic), len(askedScript))
	}
	for query, want := range askedCyrillic {
		among(t, c, "mn-Cyrl", query, want)
	}
	for latin, want := range askedScript {
		written := mongol.FromLatin(latin)
		for _, query := range []string{
			written,
			strings.ReplaceAll(written, string(mongol.MVS), string(mongol.NNBSP)),
			strings.ReplaceAll(written, string(mongol.MVS), " "),
		} {
			among(t, c, "mn-Mong", query, want)
		}
	}
}

// among wants a service among the first three a query finds.
func among(t *testing.T, c *webtest.Client, lang, query, want string) {
	t.Helper()
	if found := foundBy(c, lang, query); !slices.Contains(found[:min(len(found), 3)], want) {
		t.Errorf("%s %s (%s) finds %v, want %s", lang, query, mongol.ToLatin(query), found[:min(len(found), 5)], want)
	}
}

func foundBy(c *webtest.Client, lang, query string) []string {
	var found []string
	for _, a := range c.Get("/" + lang + "/services?q=" + url.QueryEscape(query)).Want(200).Doc().All(`main a[href^="/` + lang + `/services/"]`) {
		found = append(found, path.Base(a.Attr("href")))
	}
	return found
}

// TestSearchAcrossLanguages: a query of one language finds on the pages of another.
func TestSearchAcrossLanguages(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	for query, want := range map[string]string{"轮椅": "assistive-device", "тэргэнцэр": "assistive-device", "hulibutie": "nursing-subsidy", mongol.FromLatin("čaγan tayaγ"): "assistive-device"} {
		for _, lang := range []string{"zh-Hans", "mn-Mong", "mn-Cyrl"} {
			among(t, c, lang, query, want)
		}
	}
}

func TestSearchFindsNothing(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	for _, lang := range []string{"mn-Mong", "mn-Cyrl"} {
		for _, query := range []string{"цаг агаар", mongol.FromLatin("noqai müür"), "ххххх", "\u180e", "ө"} {
			page := c.Get("/" + lang + "/services?q=" + url.QueryEscape(query)).Want(200)
			if strings.Contains(query, " ") && len(foundBy(c, lang, query)) > 0 {
				t.Errorf("%s %s finds %v", lang, query, foundBy(c, lang, query))
			}
			if !page.One(`main a[href="/`+lang+`/services"]`).Exists() || !strings.Contains(page.Text(), "12385") {
				t.Errorf("%s %s: nothing to do next", lang, query)
			}
		}
	}
}
