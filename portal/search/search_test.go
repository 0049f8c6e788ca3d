package search_test

import (
	"slices"
	"testing"

	"changban/mongol"
	"changban/portal/search"
)

func index() search.Index {
	return search.New([]search.Entry{
		{ID: "card-new", Names: []string{"残疾人证新办", "办残疾证"}, Words: []string{"残联证", "评残", "第一次办证"}, Text: "第一次办，或者注销满一年后再办"},
		{ID: "card-reissue", Names: []string{"残疾人证挂失补办", "补残疾证"}, Words: []string{"证丢了", "证件丢失"}, Text: "卡丢了再补一张"},
		{ID: "nursing-subsidy", Names: []string{"重度残疾人护理补贴", "护理补贴"}, Words: []string{"护理费", "照顾老人"}, Text: "每月 110 元"},
		{ID: "wheelchair-fuel", Names: []string{"残疾人机动轮椅车燃油补贴", "燃油补贴"}, Words: []string{"油钱", "三轮车加油"}, Text: "每年 260 元"},
	})
}

func TestFind(t *testing.T) {
	x := index()
	for query, first := range map[string]string{
		"残疾人证新办": "card-new", "评残": "card-new", "我的残疾证丢了": "card-reissue", "我妈的证丢了怎么办": "card-reissue",
		"hulibutie": "nursing-subsidy", "hù lǐ bǔ tiē": "nursing-subsidy", "hlbt": "nursing-subsidy", "HLBT": "nursing-subsidy",
		"youqian": "wheelchair-fuel", "油钱": "wheelchair-fuel", "加油": "wheelchair-fuel", "260": "wheelchair-fuel", "lunyi": "wheelchair-fuel",
		"pingcan": "card-new", "ping2can2": "card-new", "zhengdiule": "card-reissue",
	} {
		if got := x.Find(query); len(got) == 0 || got[0] != first {
			t.Errorf("%q finds %v, want %s first", query, got, first)
		}
	}
	for _, query := range []string{"", " ", "-", "zzz", "天气预报", "的"} {
		if got := x.Find(query); len(got) > 0 && query != "的" {
			t.Errorf("%q finds %v", query, got)
		}
	}
	if got := x.Find("补贴"); !slices.Equal(got[:2], []string{"nursing-subsidy", "wheelchair-fuel"}) {
		t.Errorf("equal hits keep their order: %v", got)
	}
}

// TestFindForms: Mongolian is found in other forms of its words, by parts, and as
// keyboards without its letters give it.
func TestFindForms(t *testing.T) {
	script := mongol.FromLatin
	x := search.New([]search.Entry{
		{ID: "chair", Names: []string{"Тэргэнцэр олгох", script("duγuitu sandali")}, Words: []string{"суга таяг", script("suγu tayaγ")}},
		{ID: "card", Names: []string{"Үнэмлэх нөхөх", script("ünemlekü nökükü")}, Words: []string{"үнэмлэх гээсэн"}, Text: "Ажлын өдөр шинээр олгоно"},
		{ID: "money", Names: []string{"Асаргааны тэтгэмж"}, Words: []string{"хөл"}},
	})
	for query, first := range map[string]string{
		"тэргэнцрийн": "chair", "тэргэ": "chair", "таягаа": "chair", "Унэмлэхээ": "card", "унэмлэх нѳхѳх": "card", "хөлний": "money",
		"асаргааны мөнгө": "money", "шинэ ажил": "card", "үнэмлэх": "card",
		"ᠳᠤᠭᠤᠢᠲᠤ ᠰᠠᠨᠳᠠᠯᠢ\u202Fᠶᠢᠨ": "chair", "ᠳᠣᠭᠣᠢᠳᠣ": "chair", "ᠥᠨᠡᠮᠯᠡᠬᠥ ᠨᠥᠬᠥᠬᠥ": "card", script("tayaγ-iyan"): "chair",
	} {
		if got := x.Find(query); len(got) == 0 || got[0] != first {
			t.Errorf("%q finds %v, want %s first", query, got, first)
		}
	}
	for _, query := range []string{"тэнгэр", "х", "ху", "байна", "\u180E", script("bain-a"), script("usu")} {
		if got := x.Find(query); len(got) > 0 {
			t.Errorf("%q finds %v", query, got)
		}
	}
}
