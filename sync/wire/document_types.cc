#include "sync/wire/document_types.h"

namespace hall {

std::optional<DocumentType> document_type_of(std::string_view name) {
    for (const DocumentTypeRow& row : document_types) {
        if (row.name == name) return row.type;
    }
    return std::nullopt;
}

bool is_of_type(const Document& document, DocumentType type) {
    return !document.gone && document.type == name_of(type);
}

}  // namespace hall
