package home_test

import (
	"net/url"
	"testing"

	"changban/mongol"
)

// questions are what people ask every day, in whole sentences, with the guide that
// answers them. The desk finds its guides with the same index.
var questions = map[string]string{
	"残疾证怎么办理":           "card-new",
	"我妈卧床不起，有没有护理费":     "nursing-subsidy",
	"残疾证丢了去哪里补":         "card-reissue",
	"残疾证快到期了怎么换":        "card-renew",
	"我想要一辆轮椅":           "assistive-device",
	"听不清，能不能配助听器":       "assistive-device",
	"低保户残疾人每个月能领多少生活补贴": "living-subsidy",
	"电动三轮车的油补什么时候发":     "wheelchair-fuel",
	"孩子自闭症做康复训练能报销吗":    "child-rehab",
	"家门口能不能修个坡道":        "home-retrofit",
	"卫生间想装扶手":           "home-retrofit",
	"残疾人找工作去哪里登记":       "job-registration",
	"想开个小店有没有补助":        "startup-subsidy",
	"养老保险能不能替我交":        "pension-aid",
	"老板欠薪不给，想请律师打官司":    "legal-aid",
	"白天没人看护，有没有地方托管":    "sunshine-home",
	"家里失火了，急用钱怎么办":      "temp-relief",
	"病情加重了，想重新评残改等级":    "card-level-change",
	"搬家了，残疾证怎么迁过去":      "card-transfer",
	"补贴的银行卡换了，要改账户":     "two-subsidy-change",
	"父亲去世了，残疾证怎么注销":     "card-cancel",
	"眼睛看不清，能给我发盲文的通知吗":  "info-access",
}

var questionsCyrillic = map[string]string{
	"хөгжлийн бэрхшээлтэй хүний үнэмлэх яаж авах вэ": "card-new",
	"үнэмлэхээ гээсэн бол яах вэ":                    "card-reissue",
	"тэргэнцэр авмаар байна":                         "assistive-device",
	"асаргааны мөнгө хэд вэ":                         "nursing-subsidy",
	"ажил хайж байна, хаана бүртгүүлэх вэ":           "job-registration",
}

var questionsScript = map[string]string{
	"ünemlekü-ben gegegsen bol yaγakiqu bui":  "card-reissue",
	"duγuitu sandali abumar bain-a":           "assistive-device",
	"asaramǰi-yin mönggü kedüi bui":           "nursing-subsidy",
	"aǰil qaiǰu bain-a, qamiγ-a büridkegülkü": "job-registration",
	"keüked-ün eregülǰil kigülkü":             "child-rehab",
}

// TestQuestions: the right guide is among the first three; what no guide answers
// leads to the phone.
func TestQuestions(t *testing.T) {
	c := kernel(t, pages(t)).Client(t)
	for question, want := range questions {
		among(t, c, "zh-Hans", question, want)
	}
	for question, want := range questionsCyrillic {
		among(t, c, "mn-Cyrl", question, want)
	}
	for latin, want := range questionsScript {
		among(t, c, "mn-Mong", mongol.FromLatin(latin), want)
	}
	for _, nothing := range []string{"嘿嘿", "xyzxyz"} {
		page := c.Get("/zh-Hans/services?q=" + url.QueryEscape(nothing)).Want(200).WantText("没有找到")
		if !page.One(`main a[href^="tel:"], aside a[href^="tel:"]`).Exists() {
			t.Errorf("%q: no guide and no phone", nothing)
		}
	}
}
