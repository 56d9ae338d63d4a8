// Forms and what is entered into them: a form, a zero byte, and answers, "name=answer" a line.

#include "sync/rules/form.h"

#include "sync/rules/form_check.h"
#include "tests/fuzz/input.h"

using namespace hall;

namespace {

// A text; "a|b": a list; "&…": a group of two texts; "@kind@bytes": an attachment.
Answer answer_in_line(std::string_view value) {
    if (value.starts_with('@')) {
        const std::size_t end = std::min(value.find('@', 1), value.size());
        return AnswerAttachment{"", std::string(value.substr(1, end - 1)),
                                std::string(value.substr(end)), ""};
    }
    if (value.starts_with('&')) {
        const std::string text(value.substr(1));
        return AnswerGroups{{{"name", text}, {"people", text}}};
    }
    if (value.find('|') == std::string_view::npos) return value;
    AnswerList list;
    while (!value.empty()) {
        const std::size_t end = std::min(value.find('|'), value.size());
        list.emplace_back(value.substr(0, end));
        value.remove_prefix(std::min(end + 1, value.size()));
    }
    return list;
}

Answers answers_in(std::string_view lines) {
    Answers answers;
    while (!lines.empty()) {
        const std::size_t end = std::min(lines.find('\n'), lines.size());
        const std::string_view line = lines.substr(0, end);
        lines.remove_prefix(std::min(end + 1, lines.size()));
        const std::size_t equals = std::min(line.find('='), line.size());
        const std::string_view value = line.substr(std::min(equals + 1, line.size()));
        answers[std::string(line.substr(0, equals))] = answer_in_line(value);
    }
    return answers;
}

// From page to page as a person goes: forwards to the end, and back to where it began.
void walk(const Form& form, const Answers& answers) {
    std::size_t page = form.first_page(answers);
    CHECK(page < form.pages().size());
    const std::size_t first = page;
    while (const auto next = form.next_page(page, answers)) {
        CHECK(*next > page && *next < form.pages().size());
        CHECK(form.shown(*next, answers));
        CHECK(form.step_of(*next, answers) <= form.step_count(answers));
        page = *next;
    }
    while (const auto previous = form.previous_page(page, answers)) {
        CHECK(*previous < page);
        page = *previous;
    }
    CHECK(page <= first || !form.shown(first, answers));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    constexpr Date today{2026, 11, 23};
    std::string_view input = fuzz::text_of(bytes, size);
    const std::string_view text = fuzz::take_text(input);
    const Result<Form> parsed = Form::parse(text);
    if (!parsed.ok()) return 0;
    const Form& form = parsed.value();
    CHECK(!form.pages().empty());
    const Answers answers = answers_in(input);
    walk(form, answers);
    for (std::size_t page = 0; page < form.pages().size(); ++page) {
        (void)form.check_page(page, answers, today);
        for (const std::string& name : form.pages()[page].fields) {
            CHECK(form.has_field(name));
            const auto found = answers.find(name);
            if (found == answers.end()) continue;
            (void)form.display(form.field(name), found->second, {"是", "否"});
        }
    }
    const bool good = !form.first_bad_page(answers, today);
    const Result<Json> body = form.body_of(answers);
    // What was fit to be published is never refused after the last page.
    const Result<Json> json = parse_json(text);
    if (good && json.ok() && !refuses(check_form(json.value(), today))) CHECK(body.ok());
    if (!body.ok() || !good) return 0;
    // Staff see what was entered, and it makes the same body.
    const Result<Answers> seen = form.answers_of(body.value());
    CHECK(seen.ok());
    const Result<Json> again = form.body_of(seen.value());
    CHECK(again.ok());
    CHECK(again.value() == body.value());
    return 0;
}
