package rules

import "strings"

// articleCheck checks what one article says, after its form was found right. What it shares with
// a rule is checked as a rule's.
type articleCheck struct {
	*ruleCheck
	article *Article
}

func newArticleCheck(a *loadedArticle, opts LoadOptions, steps []placedStep) articleCheck {
	shared := &Rule{
		ID: a.article.ID, Title: a.article.Title, Category: a.article.Category, Cause: a.article.Cause,
		Remediation: a.article.Remediation, References: a.article.References, Path: a.article.Path,
	}
	return articleCheck{
		ruleCheck: &ruleCheck{rule: shared, at: a.at, opts: opts, steps: placedSteps{rule: steps}, captures: map[string]bool{}},
		article:   a.article,
	}
}

func (c articleCheck) run() {
	for _, key := range []string{"id", "title", "category", "symptoms", "cause", "remediation", "find"} {
		c.need(key)
	}
	c.checkKebab("id", c.article.ID)
	c.checkKebab("category", c.article.Category)
	c.checkPhrases("symptoms", c.article.Symptoms)
	c.checkPhrases("find", c.article.Find)
	c.checkCodes(c.article.Codes, c.article.Events)
	c.checkText("title", c.at.at("title"), c.article.Title)
	c.checkText("cause", c.at.at("cause"), c.article.Cause)
	c.checkRemediation(c.steps.rule)
	c.checkReferences()
	c.checkOthers("seeAlso", c.article.SeeAlso)
}

// need says that a key is missing or holds nothing.
func (c articleCheck) need(key string) {
	node := c.at.at(key).node
	switch {
	case !c.at.has(key):
		c.at.errorf("article %q has no %s; every article needs id, title, category, symptoms, cause, remediation and find", c.article.ID, key)
	case len(node.Content) == 0 && strings.TrimSpace(node.Value) == "":
		c.at.at(key).errorf("%s is empty; fill it in", key)
	}
}
