// Remarks about lines: what is said once for many lines of a table ("第5、8行没有填"), not line by
// line. Pure.

#pragma once

#include <array>
#include <map>
#include <vector>

#include "sync/rules/disclosure/header_match.h"
#include "sync/rules/disclosure/table_reading.h"

namespace hall {

enum class LineRemark {
    empty,    // a needed cell has nothing in it
    rounded,  // a spreadsheet held more decimals
    serial,   // a date was saved as a number
    odd,      // not one of the usual words
    hidden,   // the row is not shown
    note,     // a title or note among the rows
    repeated_header,
};

class LineRemarks {
  public:
    // `column`: of the kind; 0 for remarks about whole rows.
    void add(LineRemark remark, std::size_t column, std::size_t line);

    // Adds findings and sentences to the reading.
    void tell(const Sheet& sheet, const DisclosureKind& kind, TableReading& reading) const;

  private:
    void tell_columns(const DisclosureKind& kind, TableReading& reading) const;
    void tell_rows(TableReading& reading) const;

    std::map<LineRemark, std::map<std::size_t, std::vector<std::size_t>>> lines_;
};

// The label of a kind's column as the sheet has it.
std::string label_of_column(const TableReading& reading, const DisclosureKind& kind,
                            std::size_t column);

}  // namespace hall
