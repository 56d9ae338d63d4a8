#include "kiosk/app/load/print_pages.h"

#include <string>
#include <utility>

#include "kiosk/screens/phrases.h"
#include "kiosk/ui/text/markdown.h"
#include "sync/rules/money.h"

namespace hall::kiosk {

namespace {

using PaperStyle = PrintParagraph::Style;

void add_text(PrintPage& page, PaperStyle style, std::string text) {
    if (!text.empty()) page.blocks.emplace_back(PrintParagraph{style, std::move(text)});
}

std::string text_at(const ui::UiStrings& strings, std::string_view key) {
    return std::string(strings[key]);
}

PrintTable table_of_markdown(const ui::MarkdownBlock& block) {
    PrintTable table;
    for (const std::string& header : block.header) table.columns.push_back({header, false});
    for (const std::vector<std::string>& row : block.rows) {
        table.rows.push_back(row);
        table.rows.back().resize(table.columns.size());
    }
    return table;
}

void add_markdown(PrintPage& page, std::string_view text) {
    for (ui::MarkdownBlock& block : ui::parse_markdown(text)) {
        switch (block.kind) {
            case ui::MarkdownKind::heading:
                add_text(page, PaperStyle::heading, std::move(block.text));
                break;
            case ui::MarkdownKind::paragraph:
                add_text(
                    page, PaperStyle::body,
                    block.marker.empty() ? std::move(block.text) : block.marker + " " + block.text);
                break;
            case ui::MarkdownKind::table:
                if (!block.header.empty()) page.blocks.emplace_back(table_of_markdown(block));
                break;
            case ui::MarkdownKind::rule:
                break;
        }
    }
}

// --- A page for each screen that is printed; nothing of the others.

struct PageMaker {
    const Chrome& chrome;
    const ui::UiStrings& strings;

    std::optional<PrintPage> operator()(const ReceiptModel& receipt) const {
        PrintPage page{text_at(strings, "receipt.title"), {}, {}, {}};
        PrintFields fields;
        fields.rows = {{text_at(strings, "print.slip.matter"), receipt.title},
                       {text_at(strings, "print.slip.number"), receipt.number},
                       {text_at(strings, "print.slip.code"), receipt.code}};
        page.blocks.emplace_back(std::move(fields));
        page.blocks.emplace_back(
            PrintQr{receipt.number + " " + receipt.code, text_at(strings, "print.slip.qr")});
        add_text(page, PaperStyle::body, receipt.next);
        add_text(page, PaperStyle::small, text_at(strings, "print.slip.keep"));
        return page;
    }

    std::optional<PrintPage> operator()(const ServiceModel& model) const {
        const Service& service = model.service;
        PrintPage page{service.placed.title, {}, {}, {}};
        add_text(page, PaperStyle::small, service.department);
        add_materials(page, service);
        page.blocks.emplace_back(facts_of(service));
        add_list(page, "service.conditions", service.conditions, false);
        add_list(page, "service.steps", service.steps, true);
        if (!service.basis.empty())
            add_text(page, PaperStyle::small, strings.with("table.basis", {service.basis}));
        return page;
    }

    std::optional<PrintPage> operator()(const DisclosureModel& model) const {
        const Disclosure& table = model.table;
        PrintPage page{table.placed.title, {}, {}, {}};
        const std::string date = spoken_date(strings, table.placed.date, {});
        add_text(page, PaperStyle::small,
                 strings.with("table.published", {table.prepared_by, date}));
        if (model.ledger) add_text(page, PaperStyle::body, text_at(strings, "table.balances"));
        page.blocks.emplace_back(rows_of(table));
        for (const TableRow& row : table.rows) {
            if (!row.explain.empty() && !row.cells.empty())
                add_text(page, PaperStyle::small, row.cells.front() + "：" + row.explain);
        }
        for (const Correction& correction : table.corrections) {
            const std::string day = spoken_date(strings, correction.date, {});
            add_text(page, PaperStyle::body,
                     strings.with("table.corrected", {day, correction.what}));
        }
        for (const Countersign& sign : table.countersigned) {
            const std::string day = spoken_date(strings, sign.date, {});
            const bool counts = sign.of == model.mark;
            add_text(page, PaperStyle::body,
                     strings.with(counts ? "table.countersigned" : "table.countersign_lapsed",
                                  {sign.who, std::to_string(sign.people), day}));
        }
        add_text(page, PaperStyle::small, table.note);
        if (!table.basis.empty())
            add_text(page, PaperStyle::small, strings.with("table.basis", {table.basis}));
        return page;
    }

    std::optional<PrintPage> operator()(const QuestionModel& model) const {
        const Question& question = model.question;
        PrintPage page{question.placed.title, {}, {}, {}};
        const std::string date = spoken_date(strings, question.answered, {});
        add_text(page, PaperStyle::small,
                 strings.with("question.answered", {question.expert, date}));
        if (!question.months.empty() && !model.in_season)
            add_text(page, PaperStyle::body, text_at(strings, "question.off_season"));
        add_markdown(page, question.answer);
        return page;
    }

    std::optional<PrintPage> operator()(const ArticleModel& article) const {
        PrintPage page{article.title, {}, {}, {}};
        add_text(page, PaperStyle::small, article.line);
        if (!article.facts.empty()) {
            PrintFields fields;
            for (const auto& [label, value] : article.facts)
                fields.rows.push_back({text_at(strings, label), value});
            page.blocks.emplace_back(std::move(fields));
        }
        add_markdown(page, article.text);
        for (const BlobRef& picture : article.pictures) {
            if (!picture.caption.empty())
                add_text(page, PaperStyle::small,
                         strings.with("print.picture_left_out", {picture.caption}));
        }
        return page;
    }

    template <typename Other>
    std::optional<PrintPage> operator()(const Other&) const {
        return std::nullopt;
    }

    // --- Their parts

    void add_materials(PrintPage& page, const Service& service) const {
        if (service.materials.empty()) return;
        add_text(page, PaperStyle::heading, text_at(strings, "service.bring"));
        PrintCheckList list;
        for (const Material& material : service.materials) {
            std::string detail =
                material.copies > 0 ? strings.with("service.copies",
                                                   {material.form, std::to_string(material.copies)})
                                    : material.form;
            if (!material.required) detail.append(strings["service.if_any"]);
            if (!material.source.empty())
                detail.append(strings["service.comma"]).append(material.source);
            list.items.push_back({material.name, std::move(detail)});
        }
        page.blocks.emplace_back(std::move(list));
    }

    PrintFields facts_of(const Service& service) const {
        PrintFields fields;
        const auto add = [&](std::string_view key, std::string value) {
            if (!value.empty()) fields.rows.push_back({text_at(strings, key), std::move(value)});
        };
        add("service.target", service.target);
        if (service.promised_days > 0)
            add("service.promised",
                strings.with("service.days", {std::to_string(service.promised_days)}));
        add("service.fee", service.fee);
        add("service.visits",
            service.visits == 0 ? text_at(strings, "service.no_visit")
                                : strings.with("service.times", {std::to_string(service.visits)}));
        add("service.place", service.place);
        add("service.phone", service.phone);
        return fields;
    }

    void add_list(PrintPage& page, std::string_view title, const std::vector<std::string>& lines,
                  bool numbered) const {
        if (lines.empty()) return;
        add_text(page, PaperStyle::heading, text_at(strings, title));
        for (std::size_t i = 0; i < lines.size(); ++i) {
            const std::string mark = numbered ? std::to_string(i + 1) + ". " : "· ";
            add_text(page, PaperStyle::body, mark + lines[i]);
        }
    }

    static PrintTable rows_of(const Disclosure& table) {
        PrintTable printed;
        for (const TableColumn& column : table.columns)
            printed.columns.push_back(
                {column.label, column.type == "money" || column.type == "number"});
        for (const TableRow& row : table.rows) {
            std::vector<std::string> cells;
            for (std::size_t i = 0; i < row.cells.size() && i < table.columns.size(); ++i) {
                const Result<Fen> amount = table.columns[i].type == "money"
                                               ? parse_yuan(row.cells[i])
                                               : Result<Fen>(Error(Errc::corrupt, "no money"));
                cells.push_back(amount.ok() ? yuan_text(amount.value()) : row.cells[i]);
            }
            printed.rows.push_back(std::move(cells));
        }
        return printed;
    }
};

}  // namespace

std::optional<PrintPage> print_page_of(const Model& model, const ui::UiStrings& strings) {
    std::optional<PrintPage> page = std::visit(PageMaker{model.chrome, strings}, model.top());
    if (!page) return std::nullopt;
    page->village = model.chrome.place;
    page->date = spoken_date(strings, model.chrome.today, {});
    return page;
}

PrintTexts print_texts_of(const ui::UiStrings& strings) {
    return {std::string(strings["print.on_paper.page_of"]),
            std::string(strings["print.on_paper.no_qr"])};
}

}  // namespace hall::kiosk
