package application

import (
	"context"
	"errors"
	"maps"
	"slices"

	"changban/portal"
	"changban/portal/catalogue"
	"changban/portal/paper"
)

// PaperAnswer is what the page of one paper posts: how the paper comes, new
// files, earlier files to use again, or one file to take away.
type PaperAnswer struct {
	Paper  string
	Way    paper.Way
	New    []Upload
	Reuse  []string // file ids
	Remove string   // file id
}

// Upload is a file as it arrived.
type Upload struct {
	Name    string
	Content []byte
}

// AnswerPapers keeps what was said about papers. stay is true when files were
// added or taken away: the page then shows the list before going on (A11Y-90).
func (a *Applications) AnswerPapers(ctx context.Context, w Where, step string, in []PaperAnswer) (next string, stay bool, err error) {
	for range tries {
		v, err := a.View(ctx, w)
		if err != nil {
			return "", false, err
		}
		next, stay, err = a.answerPapers(ctx, v, step, in)
		if !portal.Is(err, portal.KindConflict) {
			return next, stay, err
		}
	}
	return "", false, portal.Fail(portal.KindConflict, portal.Message{})
}

func (a *Applications) answerPapers(ctx context.Context, v *View, step string, in []PaperAnswer) (string, bool, error) {
	if v.Draft.Case != "" {
		return "", false, portal.Fail(portal.KindExists, portal.Msg("apply.draft.sent"))
	}
	station, ok := v.Journey().Find(step)
	if !ok || station.Step.Paper == "" && !station.Step.Shared {
		return "", false, portal.NotFound()
	}
	d := v.Draft
	d.Papers = maps.Clone(d.Papers)
	if d.Papers == nil {
		d.Papers = map[string]paper.Choice{}
	}
	stay := false
	var problems portal.FieldErrors
	for _, answer := range v.ofStep(station.Step, in) {
		p, _ := v.Service.Paper(answer.Paper)
		choice, touched, err := a.choose(ctx, v.Draft.Person, p, v.Choice(p), answer)
		if err := collect(&problems, err); err != nil {
			return "", false, err
		}
		stay = stay || touched
		choice.Version = d.Version + 1
		d.Papers[p.ID] = choice
		if !touched && !choice.Given() {
			problems = missing(problems, p, choice)
		}
	}
	d.Updated, d.Expires = v.Now, v.Today().Add(v.keepDays())
	if len(problems) > 0 && !stay {
		return "", false, problems
	}
	if err := a.Drafts.SaveDraft(ctx, d, nil); err != nil {
		return "", false, err
	}
	v.apply(d, nil)
	return v.Journey().Next(step), stay, problems.OrNil()
}

// ofStep keeps the answers about papers of the step, one for each of them, so
// that a page that posts nothing about a paper still answers for it.
func (v *View) ofStep(s catalogue.Step, in []PaperAnswer) []PaperAnswer {
	papers := v.SharedPapers()
	if !s.Shared {
		p, _ := v.Service.Paper(s.Paper)
		papers = []catalogue.Paper{p}
	}
	out := make([]PaperAnswer, 0, len(papers))
	for _, p := range papers {
		i := slices.IndexFunc(in, func(x PaperAnswer) bool { return x.Paper == p.ID })
		if i < 0 {
			out = append(out, PaperAnswer{Paper: p.ID})
			continue
		}
		out = append(out, in[i])
	}
	return out
}

// choose applies one answer to what was said before. Files that arrive are kept
// even when the chosen way is another one: nothing handed in is lost.
func (a *Applications) choose(ctx context.Context, person string, p catalogue.Paper, was paper.Choice, in PaperAnswer) (paper.Choice, bool, error) {
	c := paper.Choice{Way: was.Way, Files: slices.Clone(was.Files)}
	if in.Way != "" {
		c.Way = in.Way
	}
	if !c.Way.Offered(p.Share, p.Required) {
		c.Way = ""
	}
	c.Files = slices.DeleteFunc(c.Files, func(f paper.File) bool { return in.Remove != "" && f.ID == in.Remove })
	added, err := a.take(ctx, person, p, in)
	c.Files = together(c.Files, added)
	if len(added) > 0 {
		c.Way = paper.Upload
	}
	return c, len(added) > 0 || in.Remove != "", err
}

// together adds files to others; equal ones stay one.
func together(files, added []paper.File) []paper.File {
	all := slices.Clone(files)
	for _, f := range added {
		if !slices.ContainsFunc(all, func(x paper.File) bool { return x.ID == f.ID }) {
			all = append(all, f)
		}
	}
	return all
}

// take keeps new files and finds the earlier ones to use again. One refused file
// does not lose the others.
func (a *Applications) take(ctx context.Context, person string, p catalogue.Paper, in PaperAnswer) ([]paper.File, error) {
	var added []paper.File
	var problems portal.FieldErrors
	for _, u := range in.New {
		f, err := a.keepFile(ctx, person, p, u)
		if err == nil {
			added = append(added, f)
		}
		if err := collect(&problems, err); err != nil {
			return added, err
		}
	}
	if len(in.Reuse) == 0 {
		return added, problems.OrNil()
	}
	earlier, err := a.Files.Files(ctx, person, p.ID)
	if err != nil {
		return added, err
	}
	for _, f := range earlier {
		if slices.Contains(in.Reuse, f.ID) {
			added = append(added, f)
		}
	}
	return added, problems.OrNil()
}

func (a *Applications) keepFile(ctx context.Context, person string, p catalogue.Paper, u Upload) (paper.File, error) {
	safe, err := paper.Inspect(u.Name, u.Content, p.Accept)
	if err != nil {
		problem := paper.Problem(err)
		if problem.Data == nil {
			problem.Data = map[string]any{}
		}
		problem.Data["Name"] = u.Name // several files may be refused at once
		return paper.File{}, portal.FieldErrors{{Field: "paper." + p.ID, Message: problem}}
	}
	f := paper.File{Paper: p.ID, Name: safe.Name, Media: safe.Media, Size: int64(len(safe.Content)), Added: a.Clock.Now()}
	return a.Files.PutFile(ctx, person, f, safe.Content, portal.ActorFrom(ctx))
}

// Earlier lists files of a paper the person handed in before, for reuse.
func (v *View) Earlier(paperID string) []paper.File {
	now := v.Draft.Papers[paperID].Files
	var earlier []paper.File
	for _, f := range v.Files {
		if f.Paper == paperID && !slices.ContainsFunc(now, func(x paper.File) bool { return x.ID == f.ID }) {
			earlier = append(earlier, f)
		}
	}
	return earlier
}

// missing asks for a paper that was not given. Where a file of it was refused,
// that is what is to be put right: asking as well would only puzzle.
func missing(problems portal.FieldErrors, p catalogue.Paper, c paper.Choice) portal.FieldErrors {
	if _, refused := problems.Of("paper." + p.ID); refused {
		return problems
	}
	id := "field.paper.way"
	if c.Way == paper.Upload || c.Way == paper.Reuse {
		id = "field.paper.file"
	}
	return append(problems, portal.FieldError{Field: "paper." + p.ID, Message: portal.Msg(id)})
}

// collect moves field errors into the list and returns any other error.
func collect(into *portal.FieldErrors, err error) error {
	var fields portal.FieldErrors
	if errors.As(err, &fields) {
		*into = append(*into, fields...)
		return nil
	}
	return err
}
