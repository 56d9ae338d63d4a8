#include "platform/publish/county_setup.h"

#include "platform/publish/document_check.h"
#include "sync/wire/document_types.h"
#include "sync/wire/signed_statement.h"

namespace hall::platform {

namespace {

Json settings_body(const std::vector<NamedKey>& receipt_keys,
                   const std::vector<NamedKey>& seal_keys, const CountyContent& content) {
    const Settings usual;
    return {{"receipt_keys", json_of(receipt_keys)},
            {"seal_keys", json_of(seal_keys)},
            {"poll_s", usual.poll_s},
            {"heartbeat_s", usual.heartbeat_s},
            {"idle_warn_s", usual.idle_warn_s},
            {"idle_wipe_s", usual.idle_wipe_s},
            {"help_phone", content.help_phone},
            {"help_text", content.help_text},
            {"help_hours", content.help_hours}};
}

Result<void> add_channels(Store& store, const Places& places) {
    TRY(store.documents().add_channel("county"));
    TRY(store.documents().add_channel("release"));
    for (const Town& town : places.towns) {
        TRY(store.documents().add_channel(town_channel(town.code)));
        for (const Village& village : town.villages) {
            TRY(store.documents().add_channel(village_channel(village.code)));
        }
    }
    return {};
}

Result<void> keep_files(Store& store, const DocumentCheck& check,
                        const std::vector<ContentFile>& files) {
    for (const ContentFile& file : files) {
        TRY_IN(file.name, store.documents().version(file.channel));
        for (const Document& document : file.documents) {
            const std::string where = file.name + " " + document.id;
            TRY_IN(where, check.check(file.channel, document));
            TRY_IN(where, keep_document(store, file.channel, document));
        }
    }
    return {};
}

}  // namespace

Result<void> make_county_keys(const KeyStore& keys, const Places& places, Random& random,
                              CountyKeys wanted) {
    for (const std::string& role : roles_of_county(places)) {
        if (wanted == CountyKeys::online && is_offline_role(role)) continue;
        TRY(keys.make_signing_key(role, random));
    }
    TRY(keys.make_signing_key(receipt_role, random));
    for (const std::string_view role : seal_roles) TRY(keys.make_box_key(role, random));
    return {};
}

Result<void> keep_county_content(Store& store, const KeyStore& keys, const DocumentSchemas& schemas,
                                 const CountyContent& content) {
    TRY(add_channels(store, content.places));
    const Document places{.id = "places",
                          .type = std::string(name_of(DocumentType::place)),
                          .at = content.at,
                          .body = json_of(content.places)};
    const std::vector<NamedKey> receipt_keys = TRY(keys.public_receipt_keys());
    const std::vector<NamedKey> seal_keys = TRY(keys.public_seal_keys());
    const Document settings{.id = "settings",
                            .type = std::string(name_of(DocumentType::settings)),
                            .at = content.at,
                            .body = settings_body(receipt_keys, seal_keys, content)};
    const ContentFile own{.channel = "county", .name = "county", .documents = {places, settings}};
    const DocumentCheck before = TRY(DocumentCheck::load(store, schemas));
    // The boards come first; what follows is held against them.
    std::vector<ContentFile> boards;
    std::vector<ContentFile> others{own};
    for (const ContentFile& file : content.files) {
        (file.name == "county/boards.json" ? boards : others).push_back(file);
    }
    TRY(keep_files(store, before, boards));
    DocumentCheck check = TRY(DocumentCheck::load(store, schemas));
    check.accept_personal_data(content.privacy_reason);
    return keep_files(store, check, others);
}

}  // namespace hall::platform
