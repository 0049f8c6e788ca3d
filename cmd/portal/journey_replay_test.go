package main

import (
	"context"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"changban/a11y/audit"
	"changban/a11y/floor"
	"changban/portal/store/postgres"
	"changban/portal/store/relation"
	"changban/portal/store/sqlite"
)

// client is a browser's network side: cookies and forms, nothing drawn.
type client struct {
	*http.Client
	t   *testing.T
	url string
}

// signedIn returns a client that went through sign-in with real cookies.
func (w town) signedIn(t *testing.T, phone string) client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	c := client{&http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, t, w.URL}
	w.Clock.Move(time.Second) // two messages of one instant have no order
	_, to, _ := c.post("/zh-Hans/sign-in", url.Values{"phone": {phone}})
	status, to, _ := c.post(to, url.Values{"code": {w.code(phone)}})
	if status != http.StatusSeeOther || strings.Contains(to, "sign-in") {
		t.Fatalf("signing in: %d %s", status, to)
	}
	return c
}

// post sends a form and returns status, where it leads and what it says.
func (c client) post(path string, form url.Values) (status int, to, body string) {
	request, err := http.NewRequest(http.MethodPost, c.url+path, strings.NewReader(form.Encode()))
	if err != nil {
		c.t.Error(err)
		return 0, "", ""
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("Origin", c.url)
	return c.do(request)
}

func (c client) get(path string) (status int, to, body string) {
	request, err := http.NewRequest(http.MethodGet, c.url+path, nil)
	if err != nil {
		c.t.Error(err)
		return 0, "", ""
	}
	return c.do(request)
}

func (c client) do(request *http.Request) (status int, to, body string) {
	answer, err := c.Do(request)
	if err != nil {
		c.t.Error(err)
		return 0, "", ""
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		c.t.Error(err)
	}
	return answer.StatusCode, answer.Header.Get("Location"), string(text)
}

// form opens the page at path and returns the hidden fields of the form in its
// content, as a tab holds them.
func (c client) form(path string) url.Values {
	c.t.Helper()
	status, to, body := c.get(path)
	if status != http.StatusOK {
		c.t.Fatalf("%s: %d %s", path, status, to)
	}
	doc, err := audit.Parse([]byte(body))
	if err != nil {
		c.t.Fatal(err)
	}
	form := url.Values{}
	for _, field := range doc.All("main input[type=hidden]") {
		form.Set(field.Attr("name"), field.Attr("value"))
	}
	return form
}

// database is the store behind the portal, for what no page shows.
func (w town) database() relation.DB {
	w.t.Helper()
	ctx := context.Background()
	open := func() (relation.DB, error) { return sqlite.Open(ctx, filepath.Join(w.config.Data, "portal.db")) }
	if w.config.DatabaseURL != "" {
		open = func() (relation.DB, error) { return postgres.Open(ctx, w.config.DatabaseURL) }
	}
	db, err := open()
	if err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { _ = db.Close() })
	return db
}

// share gives a second phone a full say in a person's matters, as a mandate will.
func (w town) share(db relation.DB, phone, person string) {
	w.t.Helper()
	ctx := context.Background()
	identity, _, err := w.store.Arrive(ctx, phone, w.Clock.Now())
	if err != nil {
		w.t.Fatal(err)
	}
	_, err = db.Write(ctx, relation.Statement{
		SQL: "insert into link (identity, person, relation, capacity, level, confirmed, valid_to, start_key, created)" +
			" values ($1, $2, 'wife', 'self', 2, 1, '', 'replay', 0)",
		Args: []any{identity.ID, person},
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// TestReplay: 50 posts over five tabs with five keys and two people make one
// case, and all fifty are told the same receipt.
func TestReplay(t *testing.T) {
	for _, store := range stores {
		t.Run(store, func(t *testing.T) {
			w := settle(t, store)
			enkh := w.invented(demoResident{
				Name: "演示恩和", Phone: "13800003009", IDNumber: idNumber("15250119700909003"),
				Hukou: "152501", Residence: "152501", Address: "锡林街演示小区17号", CardValidTo: "2031-03-06",
			}, "41")
			me := w.come(enkh, "nursing-subsidy")
			me.fill(enkh.said())
			check := me.Path()
			db := w.database()
			w.share(db, "13800003010", strings.Split(check, "/")[3])
			person, wife := w.signedIn(t, enkh.Phone), w.signedIn(t, "13800003010")
			led := replay(check, []client{person, wife, person, wife, person})
			if slices.Sort(led); len(led) != 50 || len(slices.Compact(slices.Clone(led))) != 1 {
				t.Errorf("%d posts led to %v", len(led), slices.Compact(led))
			}
			rows, err := db.Read(context.Background(), relation.Statement{
				SQL: "select count(*) from case_file where draft = $1", Args: []any{strings.Split(check, "/")[5]},
			})
			if err != nil || rows[0][0][0] != int64(1) {
				t.Errorf("cases of the draft: %v %v", rows, err)
			}
			floor.Count(t, "replayed posts."+store, len(led))
		})
	}
}

// replay opens a tab for each client and posts each form ten times, all at once.
// It returns where each post led.
func replay(check string, tabs []client) []string {
	var group sync.WaitGroup
	var lock sync.Mutex
	var led []string
	forms := make([]url.Values, len(tabs))
	for i, tab := range tabs {
		forms[i] = tab.form(check)
		forms[i].Set("truth_statement", "true")
	}
	for i, tab := range tabs {
		form := forms[i]
		for range 10 {
			group.Add(1)
			go func() {
				defer group.Done()
				status, to, body := tab.post(check, form)
				if status != http.StatusSeeOther {
					tab.t.Errorf("a repeat is answered %d: %s", status, body)
				}
				to, _, _ = strings.Cut(to, "?")
				lock.Lock()
				defer lock.Unlock()
				led = append(led, to)
			}()
		}
	}
	group.Wait()
	return led
}
