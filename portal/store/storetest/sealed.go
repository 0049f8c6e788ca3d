package storetest

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"changban/portal"
	people "changban/portal/account"
	"changban/portal/application"
	"changban/portal/delivery"
	"changban/portal/field"
	"changban/portal/matter"
	"changban/portal/office"
	"changban/portal/paper"
	"changban/portal/store/relation"
)

// sealed: what people say is nowhere in a row that can be read (decisions 17). A
// canary per kind of value is first found in a table that is open on purpose.
func sealed(t *testing.T, open func() *relation.Store) {
	ctx, s := context.Background(), open()
	canary := func(what string) string { return "canary-" + what }
	a := signIn(t, s, "13855550001")
	setFact(t, s, a, a.self, "name", canary("name"))
	setFact(t, s, a, a.self, "id_number", "15020219900101001X")
	ok(t, s.PutPreference(ctx, a.ID, canary("preference")))
	ok(t, s.PutWish(ctx, delivery.Wish{Identity: a.ID, Mail: canary("mail"), Post: canary("post"), Voice: canary("voice")}))
	ok(t, s.PutRecord(ctx, people.Record{IDNumber: "15020219900101001X", Name: canary("register"), Phone: "13855550002"}))
	d := newDraft(a, a.self, "key")
	d.Answers["note"] = application.Answer{Value: field.Value{canary("answer")}}
	d.Papers = map[string]paper.Choice{"p": {Way: paper.Upload, Files: []paper.File{{Name: canary("paper")}}}}
	ok(t, second(s.CreateDraft(ctx, d)))
	n := submission(a, d)
	n.Case.Body.Name, n.Case.Body.HelperName = canary("case-name"), canary("case-helper")
	n.Case.Body.Declaration.Lines = []application.Line{{Answer: canary("declaration")}}
	n.Messages[0].Data["x"] = canary("message")
	ok(t, s.Submit(ctx, n))
	ok(t, second(s.UpdateCase(ctx, n.Case.Ref, "k", step("accept", matter.Accepted, canary("event-note")))))
	ok(t, s.PutCode(ctx, codeOf(7), delivery.Message{ID: portal.NewID(), Data: map[string]string{"Code": canary("code")}}))
	ok(t, second(s.PutFile(ctx, a.self, paper.File{Paper: "p", Name: canary("file-name")}, []byte(canary("content")), a.actor())))
	ok(t, s.Officers().AddStaff(ctx, office.Staff{ID: "o", Number: "D1", Name: canary("officer")}, office.Secret(canary("secret"))))
	sealTickets(t, s, a, canary)
	ok(t, s.PutDefinition(ctx, "open on purpose", "s", []byte(canary("control"))))
	equal(t, "canaries found", strings.Join(leaks(t, s), " "), "definition:"+canary("control"))
}

// tables lists every table with people's or the office's rows.
func tables() []string {
	return strings.Fields("mark person person_event identity link sign_in_code register_record session definition draft case_file" +
		" case_search case_event outbox audit_entry audit_root benefit benefit_event" +
		" certificate certificate_event certificate_code pay_run payment upload staff setting help_code ticket ticket_event banner")
}

// leaks reads all rows and returns where a canary, a phone or an ID number shows.
func leaks(t testing.TB, s *relation.Store) []string {
	t.Helper()
	var found []string
	for _, table := range tables() {
		rows, err := s.DB().Read(context.Background(), relation.Statement{SQL: "select * from " + table})
		ok(t, err)
		for _, row := range rows[0] {
			for _, v := range row {
				text, is := v.([]byte)
				if !is {
					text = []byte(fmt.Sprint(v))
				}
				for _, secret := range []string{"canary-", "1385555000", "15020219900101001", "13800000007"} {
					if i := bytes.Index(text, []byte(secret)); i >= 0 {
						found = append(found, table+":"+string(text[i:]))
					}
				}
			}
		}
	}
	return found
}
