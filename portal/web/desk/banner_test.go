package desk_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"changban/portal"
	"changban/portal/banner"
	"changban/portal/office"
	"changban/portal/web"
)

// TestBanner: written once, said on every page at once in its three languages, on
// ready-made ones too, and taken down as fast.
func TestBanner(t *testing.T) {
	var board *banner.Board
	b := newBench(t, func(c *web.Config) {
		c.Announcer = func() ([]web.Announcement, string) {
			if board == nil {
				return nil, ""
			}
			list, revision := board.Now()
			var now []web.Announcement
			for _, said := range list {
				now = append(now, web.Announcement{Texts: said.Texts, Phone: said.Phone})
			}
			return now, revision
		}
	})
	board = b.banners.Board
	b.Server.Public("/made", func(_ *fiber.Ctx, p *web.Page) (templ.Component, error) {
		p.Title = "made"
		return templ.Raw("<h1>made</h1>"), nil
	})
	reader := b.Client(t)
	for _, tag := range []string{"zh-Hans", "mn-Cyrl", "mn-Mong"} {
		if reader.Get("/" + tag + "/made").Want(200).One(".outage").Exists() {
			t.Error("something is said before anything was written")
		}
	}
	c := b.officer("A001", "An", "erenhot", office.Administrator)
	page := c.Get("/zh-Hans/desk/banner").Want(200).Audit().WantText("现在没有公告")
	press(c, page, nil).Want(422).Audit().WantText("汉文的还没有写", "结束的时间")
	texts := url.Values{"zh-Hans": {"停电到明天。"}, "mn-Cyrl": {"Цахилгаан маргааш хүртэл байхгүй."}, "phone": {"12345"},
		"until.year": {"2026"}, "until.month": {"3"}, "until.day": {"24"}, "until_time": {"25:00"}}
	wrong := press(c, page, texts).Want(422).Audit().WantText("时间写成 22:00 这样")
	if wrong.One("textarea").Text() != "停电到明天。" || wrong.One("[name='until.day']").Attr("value") != "24" {
		t.Error("what was typed is gone")
	}
	texts.Set("until_time", "22:00")
	press(c, wrong, texts).Want(200).Audit().WantText("已经放到每一页", "3 月 24 日 22:00", "放上了公告")
	for tag, want := range map[string]string{"zh-Hans": "停电到明天。", "mn-Cyrl": "Цахилгаан маргааш", "mn-Mong": "停电到明天。"} {
		said := reader.Get("/" + tag + "/made").Want(200).One(".outage")
		if !strings.Contains(said.Text(), want) || said.Attr("role") != "" {
			t.Errorf("%s: the page says %q", tag, said.Text())
		}
	}
	if !c.Get("/zh-Hans/desk/banner").One(".outage").Exists() {
		t.Error("officers are not told")
	}
	shown := c.Get("/zh-Hans/desk/banner")
	c.Press(shown, "撤下第 1 条", nil).Want(200).Audit().WantText("已经撤下", "撤下了公告", "现在没有公告")
	if reader.Get("/zh-Hans/made").One(".outage").Exists() {
		t.Error("it stands after it was taken down")
	}
	c.Post("/zh-Hans/desk/banner", nil).WantTo("/zh-Hans/desk/banner")
	c.Post("/zh-Hans/desk/banner/x", nil).WantTo("/zh-Hans/desk/banner")
	c.Post("/zh-Hans/desk/banner/x", url.Values{"_key": {portal.NewID()}}).Want(404)
	b.officer("S001", "Su", "erenhot", office.Supervisor).Get("/zh-Hans/desk/banner").Want(200)
	b.officer("O001", "Op", "xilingol-federation", office.Operator).Get("/zh-Hans/desk/banner").Want(403).WantText("岗位")
}
