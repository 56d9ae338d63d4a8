#include "platform/desk/county_calendar.h"
#include "sync/wire/document_types.h"

namespace hall::platform {

Result<WorkCalendar> calendar_of_county(Store& store) {
    WorkCalendar calendar;
    for (const Document& document :
         TRY(store.documents().of_type("county", name_of(DocumentType::calendar)))) {
        if (document.gone) continue;
        calendar.add(TRY_IN(document.id, holiday_year_of(document.body)));
    }
    return calendar;
}

std::string calendar_warning(const WorkCalendar& calendar, Date today) {
    const std::optional<int> year = calendar.missing_year(today);
    if (!year) return {};
    return std::to_string(*year) +
           "年的放假安排还没有导入，先按周末和法定假日算期限。国务院办公厅的通知出来后，请县平台"
           "管理员导入，没办完的事项会重新算期限";
}

}  // namespace hall::platform
