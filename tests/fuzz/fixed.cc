#include "tests/fuzz/fixed.h"

#include "sync/wire/segment.h"
#include "tests/wire/seeded_random.h"

namespace hall::fuzz {

const SigningKey& county_key() {
    static const SigningKey key = [] {
        SeededRandom random(1);
        return SigningKey::make(random);
    }();
    return key;
}

const std::vector<NamedKey>& county_keys() {
    static const std::vector<NamedKey> keys = {
        {key_id_of(county_key().public_key()), "receipt", county_key().public_key()}};
    return keys;
}

const BoxKey& county_box() {
    static const BoxKey key = [] {
        SeededRandom random(2);
        return BoxKey::make(random);
    }();
    return key;
}

std::vector<Document> documents(std::int64_t rev) {
    std::vector<Document> made;
    for (int i = 0; i < 5; ++i) {
        Document document;
        document.id = "article-" + std::to_string(i);
        document.type = "article";
        document.rev = rev;
        document.at = "2026-11-23T09:00:00Z";
        document.body = {{"title", "标题" + std::to_string(i)}, {"text", "松林镇的一篇文章"}};
        made.push_back(std::move(document));
    }
    Document gone;
    gone.id = "notice-1";
    gone.rev = rev;
    gone.gone = true;
    made.push_back(std::move(gone));
    return made;
}

const std::string& patch_base() {
    static const std::string patch_base = lines_of(documents(1));
    return patch_base;
}

const RequestToSign& request() {
    static const RequestToSign made{"POST", "https://county.example/api/v1/events", "{}"};
    return made;
}

const SignedHeaders& request_headers() {
    static const SignedHeaders headers = [] {
        SeededRandom random(4);
        return sign_request(request(), county_key(), "kiosk-7", 1'795'424'400, random);
    }();
    return headers;
}

}  // namespace hall::fuzz
