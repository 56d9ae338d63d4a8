#include "kiosk/devices/print/print_page.h"

#include <string.h>

#include <algorithm>

namespace hall::kiosk {

namespace {

// Calls `visit` with every text of the page, constant or not.
template <typename Page, typename Visit>
void visit_texts(Page& page, const Visit& visit) {
    visit(page.title);
    visit(page.village);
    visit(page.date);
    for (auto& block : page.blocks) {
        std::visit(
            [&](auto& part) {
                using Part = std::remove_cvref_t<decltype(part)>;
                if constexpr (std::is_same_v<Part, PrintParagraph>) {
                    visit(part.text);
                } else if constexpr (std::is_same_v<Part, PrintFields>) {
                    for (auto& row : part.rows) visit(row.label), visit(row.value);
                } else if constexpr (std::is_same_v<Part, PrintCheckList>) {
                    for (auto& item : part.items) visit(item.text), visit(item.detail);
                } else if constexpr (std::is_same_v<Part, PrintTable>) {
                    for (auto& column : part.columns) visit(column.header);
                    for (auto& row : part.rows) {
                        for (auto& cell : row) visit(cell);
                    }
                } else {
                    visit(part.payload);
                    visit(part.caption);
                }
            },
            block);
    }
}

}  // namespace

std::vector<std::string_view> texts_of(const PrintPage& page) {
    std::vector<std::string_view> texts;
    visit_texts(page, [&](const std::string& text) { texts.emplace_back(text); });
    return texts;
}

Result<void> check_print_page(const PrintPage& page) {
    std::size_t bytes = 0;
    for (const std::string_view text : texts_of(page)) bytes += text.size();
    if (bytes > print_text_bytes_max) return Error(Errc::exhausted, "too much text to print");
    for (const PrintBlock& block : page.blocks) {
        const auto* table = std::get_if<PrintTable>(&block);
        if (table == nullptr) continue;
        if (table->columns.empty() || table->columns.size() > print_table_columns_max) {
            return Error(Errc::exhausted, "a table of " + std::to_string(table->columns.size()) +
                                              " columns cannot be printed");
        }
        const bool too_long =
            std::any_of(table->rows.begin(), table->rows.end(),
                        [&](const auto& row) { return row.size() > table->columns.size(); });
        if (too_long) return Error(Errc::corrupt, "a row of a table has more cells than columns");
    }
    return {};
}

void wipe(PrintPage& page) {
    visit_texts(page, [](std::string& text) {
        ::explicit_bzero(text.data(), text.capacity());
        text.clear();
    });
    page.blocks.clear();
}

}  // namespace hall::kiosk
