#include "sync/device_context.h"

#include "sync/core/assets.h"
#include "sync/core/folder_rights.h"
#include "sync/edge/content/document_text.h"

namespace hall {

Result<std::unique_ptr<DeviceContext>> stand(const Path& data) {
    DiskFiles files;
    const DataFolder folder{data};
    Identity identity = TRY(load_identity(files, folder));
    TRY(close_to_others(folder.root()));
    DocumentSchemas schemas = TRY(DocumentSchemas::load(files, assets_folder()));
    return std::unique_ptr<DeviceContext>(
        new DeviceContext{{}, {}, {}, folder, std::move(identity), std::move(schemas)});
}

AgentOptions agent_options(DeviceContext& standing) {
    const DocumentSchemas& schemas = standing.schemas;
    AgentOptions options{standing.folder, [&schemas](const Document& document) -> Result<void> {
                             TRY(schemas.check(document.type, document.body));
                             return check_readable(document);
                         }};
    options.boot = boot_id(standing.files);
    options.built_ms = software_built_ms();
    return options;
}

}  // namespace hall
