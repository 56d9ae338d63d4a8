#include "platform/desk/reply_writer.h"

#include "sync/wire/reply.h"
#include "sync/wire/seal.h"

namespace hall::platform {

Result<void> ReplyWriter::say_state(Store& store, const Request& request, std::string_view line,
                                    std::string_view message) const {
    if (request.slip.empty()) return {};  // nobody could ask for it
    Reply reply{.seq = TRY(store.replies().next_seq(request.village)),
                .village = request.village,
                .kind = "state",
                .slip = request.slip,
                .state = request.state,
                .line = std::string(line),
                .at = utc_text(clock_.wall_ms())};
    if (!message.empty()) {
        if (request.reply_key.empty()) {
            return Error(Errc::refused, "the villager left no key to seal a message to");
        }
        const std::string plain = json_line(json_of_message(message));
        reply.sealed = TRY(seal(plain, request.reply_key));
    }
    return store.replies().add({.village = request.village,
                                .seq = reply.seq,
                                .bytes = signed_reply(reply, *signer_.key())});
}

Result<void> ReplyWriter::send_roster(Store& store, const Kiosk& kiosk) const {
    return send_device_message(store, kiosk,
                               json_of_roster(TRY(store.people().staff(kiosk.village))));
}

Result<void> ReplyWriter::ask_to_enrol_again(Store& store, const Kiosk& kiosk) const {
    return send_device_message(store, kiosk, json_of(EnrolAgain{kiosk.id, kiosk.epoch}));
}

Result<void> ReplyWriter::send_device_message(Store& store, const Kiosk& kiosk,
                                              const Json& message) const {
    Reply reply;
    reply.seq = TRY(store.replies().next_seq(kiosk.village));
    reply.village = kiosk.village;
    reply.kind = "kiosk";
    reply.kiosk = kiosk.id;
    reply.at = utc_text(clock_.wall_ms());
    reply.sealed = TRY(seal(json_line(message), kiosk.box_key));
    return store.replies().add({.village = kiosk.village,
                                .seq = reply.seq,
                                .kiosk = kiosk.id,
                                .bytes = signed_reply(reply, *signer_.key())});
}

}  // namespace hall::platform
