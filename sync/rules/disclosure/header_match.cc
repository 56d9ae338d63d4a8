#include "sync/rules/disclosure/header_match.h"

#include <algorithm>
#include <array>
#include <map>

#include "sync/core/utf8.h"
#include "sync/rules/disclosure/cell_values.h"

namespace hall {

namespace {

constexpr std::size_t header_rows_searched = 40;
constexpr std::size_t header_lines_max = 3;
constexpr int exact = 100;
constexpr int bare = 90;
constexpr int parent_only = 60;
constexpr int by_part = 40;

std::string_view header_cell(const Sheet& sheet, std::size_t row, std::size_t column) {
    const std::vector<SheetCell>& cells = sheet.rows[row].cells;
    return column < cells.size() ? std::string_view(cells[column].text) : std::string_view();
}

// Which kind columns a label can be, and how surely.
class LabelIndex {
  public:
    explicit LabelIndex(const DisclosureKind& kind) {
        for (std::size_t i = 0; i < kind.columns.size(); ++i) {
            add(kind.columns[i].label, i, 0);
            for (const std::string& name : kind.columns[i].also) add(name, i, 1);
        }
    }

    // The rank with which `label` is the kind's column `column`; 0 if it is not.
    int rank(const std::string& label, std::size_t column) const {
        if (label.empty()) return 0;
        return std::max(rank_in(label, column, exact), rank_in(bare_label(label), column, bare));
    }

    const std::vector<std::string>& names(std::size_t column) const { return names_.at(column); }

  private:
    void add(const std::string& name, std::size_t column, int less) {
        std::map<std::size_t, int>& full = ranks_[plain_label(name)];
        full[column] = std::max(full[column], exact - less);
        std::map<std::size_t, int>& short_form = ranks_[bare_label(name)];
        short_form[column] = std::max(short_form[column], bare - less);
        names_[column].push_back(bare_label(name));
    }

    int rank_in(const std::string& label, std::size_t column, int at_most) const {
        const auto known = ranks_.find(label);
        if (known == ranks_.end()) return 0;
        const auto rank = known->second.find(column);
        return rank == known->second.end() ? 0 : std::min(rank->second, at_most);
    }

    std::map<std::string, std::map<std::size_t, int>> ranks_;
    std::map<std::size_t, std::vector<std::string>> names_;
};

// The texts of a header's lines above a column, outer first. A merged cell has its text only
// in its first column; those to the right of it take it where a line below parts it.
std::vector<std::vector<std::string>> label_parts(const Sheet& sheet, std::size_t first,
                                                  std::size_t last) {
    std::size_t width = 0;
    for (std::size_t row = first; row <= last; ++row) {
        width = std::max(width, sheet.rows[row].cells.size());
    }
    std::vector<std::vector<std::string>> parts(width);
    for (std::size_t row = first; row <= last; ++row) {
        std::string spread;
        for (std::size_t column = 0; column < width; ++column) {
            const std::string text = plain_label(header_cell(sheet, row, column));
            const bool parted = row < last && !header_cell(sheet, row + 1, column).empty();
            if (!text.empty()) {
                spread = parted ? text : std::string();
                if (parts[column].empty() || parts[column].back() != text) {
                    parts[column].push_back(text);
                }
            } else if (parted && !spread.empty()) {
                parts[column].push_back(spread);
            } else {
                spread.clear();
            }
        }
    }
    return parts;
}

int rank_of_parts(const LabelIndex& index, const std::vector<std::string>& parts,
                  std::size_t column) {
    if (parts.empty()) return 0;
    std::string outer_first;
    std::string inner_first;
    for (const std::string& part : parts) {
        outer_first += part;
        inner_first.insert(0, part);
    }
    int best = index.rank(outer_first, column);
    if (parts.size() > 1) {
        best = std::max({best, index.rank(inner_first, column) - 5,
                         index.rank(parts.back(), column) - 20,
                         std::min(index.rank(parts.front(), column), parent_only)});
    }
    return best;
}

struct Candidate {
    int rank = 0;
    std::size_t column = 0;  // of the kind
    std::size_t at = 0;      // of the sheet
};

bool is_better(const Candidate& a, const Candidate& b) {
    if (a.rank != b.rank) return a.rank > b.rank;
    return a.at < b.at;
}

class HeaderTrial {
  public:
    HeaderTrial(const DisclosureKind& kind, const LabelIndex& index, const Sheet& sheet,
                std::size_t first, std::size_t last)
        : kind_(kind), index_(index), parts_(label_parts(sheet, first, last)) {
        match_.row_first = first;
        match_.row_last = last;
        match_.at.resize(kind.columns.size());
        match_.loose.resize(kind.columns.size());
        for (const std::vector<std::string>& parts : parts_) {
            std::string label;
            for (const std::string& part : parts) label += part;
            match_.labels.push_back(std::move(label));
        }
        find_blocks();
    }

    HeaderMatch run() && {
        assign();
        assign_by_parts_of_names();
        return std::move(match_);
    }

  private:
    std::size_t width() const {
        return match_.block_width > 0 ? match_.block_width : parts_.size();
    }

    // Long lists are printed side by side: the same labels again.
    void find_blocks() {
        const std::vector<std::string>& labels = match_.labels;
        for (std::size_t wide = 2; wide * 2 <= labels.size(); ++wide) {
            const std::size_t blocks = (labels.size() + wide - 1) / wide;
            bool same = !labels[0].empty() && !labels[1].empty();
            for (std::size_t i = 0; same && i + wide < labels.size(); ++i) {
                same = labels[i] == labels[i + wide];
            }
            if (!same || labels.size() % wide != 0) continue;
            match_.block_width = wide;
            match_.blocks = blocks;
            return;
        }
    }

    void assign() {
        std::vector<Candidate> candidates;
        for (std::size_t at = 0; at < width(); ++at) {
            for (std::size_t column = 0; column < kind_.columns.size(); ++column) {
                const int rank = rank_of_parts(index_, parts_[at], column);
                if (rank > 0) candidates.push_back({rank, column, at});
            }
        }
        std::stable_sort(candidates.begin(), candidates.end(), is_better);
        std::map<std::size_t, int> ranks;
        std::map<std::size_t, bool> used;
        for (const Candidate& candidate : candidates) {
            if (used[candidate.at]) continue;
            if (match_.at[candidate.column]) {
                // Of two that fit alike none may be taken for the other.
                if (ranks[candidate.column] == candidate.rank &&
                    kind_.columns[candidate.column].need != ColumnNeed::no) {
                    match_.twice.push_back(candidate.column);
                }
                continue;
            }
            match_.at[candidate.column] = candidate.at;
            ranks[candidate.column] = candidate.rank;
            used[candidate.at] = true;
            match_.score += candidate.rank;
        }
    }

    bool is_taken(std::size_t at) const {
        return std::find(match_.at.begin(), match_.at.end(), at) != match_.at.end();
    }

    // "领取补贴金额合计": one label that a known name is a part of, and no other is.
    void assign_by_parts_of_names() {
        for (std::size_t column = 0; column < kind_.columns.size(); ++column) {
            const ColumnNeed need = kind_.columns[column].need;
            if (match_.at[column] || need == ColumnNeed::no) continue;
            std::vector<std::size_t> fitting;
            for (std::size_t at = 0; at < width(); ++at) {
                if (!is_taken(at) && has_name_of(bare_label(match_.labels[at]), column)) {
                    fitting.push_back(at);
                }
            }
            if (fitting.size() != 1) continue;
            match_.at[column] = fitting[0];
            match_.loose[column] = true;
            match_.score += by_part;
        }
    }

    bool has_name_of(const std::string& label, std::size_t column) const {
        constexpr std::size_t bytes_min = 6;  // two characters
        if (label.size() < bytes_min || label.size() > 60) return false;
        const std::vector<std::string>& names = index_.names(column);
        return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
            return name.size() >= bytes_min && label.find(name) != std::string::npos;
        });
    }

    const DisclosureKind& kind_;
    const LabelIndex& index_;
    std::vector<std::vector<std::string>> parts_;
    HeaderMatch match_;
};

bool is_enough(const HeaderMatch& match, const DisclosureKind& kind) {
    std::size_t needed = 0;
    std::size_t found = 0;
    std::size_t all = 0;
    for (std::size_t i = 0; i < kind.columns.size(); ++i) {
        const bool needs = kind.columns[i].need <= ColumnNeed::column;
        needed += needs;
        found += needs && match.at[i];
        all += match.at[i].has_value();
    }
    return all >= 2 && found >= 2 && found * 2 >= needed;
}

}  // namespace

std::string plain_label(std::string_view text) {
    std::string plain;
    const std::string cell = plain_cell(text);
    for (std::string_view rest = cell; !rest.empty();) {
        const char32_t c = next_character(rest);
        if (c == U'“' || c == U'”' || c == '"' || c == '\'' || c == '*') continue;
        append_utf8(plain, c);
    }
    while (!plain.empty() && (plain.back() == ':' || plain.back() == '.')) plain.pop_back();
    return plain;
}

std::string bare_label(std::string_view text) {
    const std::string plain = plain_label(text);
    std::string bare_text;
    int depth = 0;
    for (const char c : plain) {
        if (c == '(' || c == '[') ++depth;
        if (depth == 0) bare_text.push_back(c);
        if ((c == ')' || c == ']') && depth > 0) --depth;
    }
    constexpr std::array<std::string_view, 6> units = {"/元", "/亩",   "/人",
                                                       ":元", "/万元", ":万元"};
    for (const std::string_view unit : units) {
        if (bare_text.ends_with(unit) && bare_text.size() > unit.size()) {
            bare_text.resize(bare_text.size() - unit.size());
        }
    }
    while (!bare_text.empty() && bare_text.back() == ':') bare_text.pop_back();
    return bare_text;
}

std::int64_t money_factor_in(std::string_view text) {
    const auto has = [&](std::string_view word) {
        return text.find(word) != std::string_view::npos;
    };
    if (has("万元")) return 10'000;
    if (has("千元")) return 1'000;
    if (has("百元")) return 100;
    return has("元") ? 1 : 0;
}

std::optional<HeaderMatch> find_header(const Sheet& sheet, const DisclosureKind& kind) {
    const LabelIndex index(kind);
    std::optional<HeaderMatch> best;
    const std::size_t rows = std::min(sheet.rows.size(), header_rows_searched);
    for (std::size_t first = 0; first < rows; ++first) {
        for (std::size_t lines = 1; lines <= header_lines_max && first + lines <= rows; ++lines) {
            HeaderMatch match = HeaderTrial(kind, index, sheet, first, first + lines - 1).run();
            if (!is_enough(match, kind)) continue;
            if (!best || match.score > best->score) best = std::move(match);
        }
    }
    return best;
}

}  // namespace hall
