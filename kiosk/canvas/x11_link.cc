#include "kiosk/canvas/x11_link.h"

#include <X11/Xlib.h>
#include <X11/Xlibint.h>
#include <X11/extensions/XShm.h>
#include <poll.h>

// Xlibint.h makes macros of these.
#undef min
#undef max

#include <array>
#include <cstdlib>
#include <string>

#include "sync/core/log.h"

namespace hall::kiosk::canvas {

namespace {

using WireToEvent = Bool (*)(Display*, XEvent*, xEvent*);

// Requests are numbered round and round.
bool is_before(unsigned long request, unsigned long other) {
    return static_cast<long>(request - other) < 0;
}

}  // namespace

struct X11Link::State {
    X11Target target;
    const Clock* clock = nullptr;
    int timeout_ms = 0;
    unsigned long root = 0;
    GC copy_context = nullptr;

    struct Hook {
        int event = 0;
        WireToEvent ours = nullptr;
        WireToEvent before = nullptr;
    };
    std::array<Hook, 5> hooks{};
    XErrorHandler errors_before = nullptr;

    std::vector<Rect> lost;
    Move moved;
    unsigned long move_request = 0;
    unsigned long move_answered = 0;
    unsigned long painted_all_request = 0;
    std::optional<Size> screen;
    std::optional<Size> screen_changed;
    std::string refusal;

    Bool unhooked(int event, Display* display, XEvent* to, xEvent* wire) const {
        for (const Hook& hook : hooks) {
            if (hook.event == event) return hook.before(display, to, wire);
        }
        return False;
    }

    void add_lost(const Rect& rect, unsigned long request) {
        if (is_before(request, painted_all_request)) return;
        lost.push_back(rect);
        // The copy was done after the loss and took some of it along.
        if (!moved.empty() && is_before(request, move_request)) {
            Rect carried = intersection(rect.moved_down(moved.dy), moved.to);
            if (!carried.empty()) lost.push_back(carried);
        }
    }

    // Takes what has come off the wire; the events stay in Xlib's queue for GLFW.
    void read() const {
        XEvent unused;
        auto never = [](Display*, XEvent*, XPointer) -> Bool { return False; };
        XCheckIfEvent(target.display, &unused, never, nullptr);
    }

    template <typename Done>
    Result<void> wait_until(Done done) const {
        if (done()) return {};
        XFlush(target.display);
        std::int64_t deadline_ms = clock->mono_ms() + timeout_ms;
        while (true) {
            read();
            if (done()) return {};
            std::int64_t left_ms = deadline_ms - clock->mono_ms();
            if (left_ms <= 0) {
                return Error(Errc::unavailable, "the X server has not answered for " +
                                                    std::to_string(timeout_ms) + " ms");
            }
            pollfd wire{.fd = XConnectionNumber(target.display), .events = POLLIN, .revents = 0};
            poll(&wire, 1, static_cast<int>(left_ms));
        }
    }

    bool copy_answered() const {
        return moved.empty() || !is_before(move_answered, move_request) || !refusal.empty();
    }
};

namespace {

using State = X11Link::State;

// The connection carries the link, because Xlib gives its callbacks nothing else. This
// function marks our record among others; Xlib frees the record with the connection.
int our_record(XExtData*) {
    return 0;
}

XExtData** records_of(Display* display) {
    XEDataObject object;
    object.display = display;
    return XEHeadOfExtensionList(object);
}

State* link_of(Display* display) {
    for (XExtData* record = *records_of(display); record != nullptr; record = record->next) {
        if (record->free_private == our_record && record->private_data != nullptr) {
            return reinterpret_cast<State*>(record->private_data);
        }
    }
    return nullptr;
}

void put_record(Display* display, State* state) {
    auto* record = static_cast<XExtData*>(std::calloc(1, sizeof(XExtData)));
    CHECK(record != nullptr);
    record->number = XAddExtension(display)->extension;
    record->free_private = our_record;
    record->private_data = reinterpret_cast<XPointer>(state);
    XAddToExtensionList(records_of(display), record);
}

Bool on_expose(Display* display, XEvent* event, xEvent* wire) {
    State& link = *link_of(display);
    if (!link.unhooked(Expose, display, event, wire)) return False;
    const XExposeEvent& lost = event->xexpose;
    if (lost.window == link.target.window) {
        link.add_lost({lost.x, lost.y, lost.x + lost.width, lost.y + lost.height}, lost.serial);
    }
    return True;
}

// A copy whose source lay under another window. GLFW does not know this event; as an
// Expose it wakes the program.
Bool on_graphics_expose(Display* display, XEvent* event, xEvent* wire) {
    State& link = *link_of(display);
    if (!link.unhooked(GraphicsExpose, display, event, wire)) return False;
    const XGraphicsExposeEvent lost = event->xgraphicsexpose;
    if (lost.drawable != link.target.window) return True;
    link.add_lost({lost.x, lost.y, lost.x + lost.width, lost.y + lost.height}, lost.serial);
    if (lost.count == 0) link.move_answered = lost.serial;
    event->xexpose.type = Expose;
    event->xexpose.window = lost.drawable;
    event->xexpose.count = lost.count;
    return True;
}

Bool on_no_expose(Display* display, XEvent* event, xEvent* wire) {
    State& link = *link_of(display);
    link.unhooked(NoExpose, display, event, wire);
    link.move_answered = event->xnoexpose.serial;
    return False;
}

Bool on_configure(Display* display, XEvent* event, xEvent* wire) {
    State& link = *link_of(display);
    if (!link.unhooked(ConfigureNotify, display, event, wire)) return False;
    const XConfigureEvent& configured = event->xconfigure;
    Size size{configured.width, configured.height};
    if (configured.window == link.root && size != link.screen) {
        link.screen = size;
        link.screen_changed = size;
    }
    return True;
}

// Its number is all that matters, and Xlib has taken note of that.
Bool on_completion(Display* display, XEvent* event, xEvent* wire) {
    State& link = *link_of(display);
    link.unhooked(link.hooks.back().event, display, event, wire);
    return False;
}

int on_error(Display* display, XErrorEvent* error) {
    std::string text = "request " + std::to_string(error->request_code) + "." +
                       std::to_string(error->minor_code) + " refused with error " +
                       std::to_string(error->error_code);
    State* link = link_of(display);
    if (link == nullptr) {
        log_line(LogLevel::error, "x11_refused", {{"reason", text}});
    } else if (link->refusal.empty()) {
        link->refusal = text;
    }
    return 0;
}

int on_connection_lost(Display*) {
    end_without_display("the X server closed the connection");
}

}  // namespace

void end_without_display(std::string_view reason) {
    log_line(LogLevel::error, "display_lost", {{"reason", reason}, {"exit", exit_display_lost}});
    std::_Exit(exit_display_lost);
}

X11Link::X11Link(X11Target target, const Clock& clock, int timeout_ms)
    : state_(std::make_unique<State>()) {
    Display* display = target.display;
    state_->target = target;
    state_->clock = &clock;
    state_->timeout_ms = timeout_ms;
    state_->root = XDefaultRootWindow(display);
    put_record(display, state_.get());
    XSetIOErrorHandler(on_connection_lost);
    state_->errors_before = XSetErrorHandler(on_error);

    // XShmQueryExtension first: it sets its own hook.
    int completion = XShmQueryExtension(display) ? XShmGetEventBase(display) + ShmCompletion : 0;
    state_->hooks = {
        State::Hook{Expose, on_expose}, State::Hook{GraphicsExpose, on_graphics_expose},
        State::Hook{NoExpose, on_no_expose}, State::Hook{ConfigureNotify, on_configure},
        State::Hook{completion, on_completion}};
    for (State::Hook& hook : state_->hooks) {
        if (hook.event != 0) hook.before = XESetWireToEvent(display, hook.event, hook.ours);
    }

    // The root tells of rotation and of a display with another resolution.
    XWindowAttributes root;
    if (XGetWindowAttributes(display, state_->root, &root)) {
        state_->screen = Size{root.width, root.height};
        XSelectInput(display, state_->root, root.your_event_mask | StructureNotifyMask);
    }
    XGCValues values{};
    values.graphics_exposures = True;
    state_->copy_context = XCreateGC(display, target.window, GCGraphicsExposures, &values);
}

X11Link::~X11Link() {
    Display* display = state_->target.display;
    XFreeGC(display, state_->copy_context);
    XSync(display, False);
    for (const State::Hook& hook : state_->hooks) {
        if (hook.event != 0) XESetWireToEvent(display, hook.event, hook.before);
    }
    XSetErrorHandler(state_->errors_before);
    for (XExtData* record = *records_of(display); record != nullptr; record = record->next) {
        if (record->free_private == our_record) record->private_data = nullptr;
    }
}

const X11Target& X11Link::target() const {
    return state_->target;
}

unsigned long X11Link::last_request() const {
    return XNextRequest(state_->target.display) - 1;
}

Result<void> X11Link::wait_for(unsigned long request) {
    return state_->wait_until(
        [&] { return !is_before(XLastKnownRequestProcessed(state_->target.display), request); });
}

Result<void> X11Link::copy(const Move& move) {
    TRY(state_->wait_until([this] { return state_->copy_answered(); }));
    const Rect& to = move.to;
    XCopyArea(state_->target.display, state_->target.window, state_->target.window,
              state_->copy_context, to.x0, to.y0 - move.dy, static_cast<unsigned>(to.width()),
              static_cast<unsigned>(to.height()), to.x0, to.y0);
    state_->moved = move;
    state_->move_request = last_request();
    return {};
}

void X11Link::will_paint_all() {
    state_->lost.clear();
    state_->painted_all_request = XNextRequest(state_->target.display);
}

Result<void> X11Link::take_lost(std::vector<Rect>& lost) {
    TRY(state_->wait_until([this] { return state_->copy_answered(); }));
    lost.insert(lost.end(), state_->lost.begin(), state_->lost.end());
    state_->lost.clear();
    return {};
}

std::optional<Size> X11Link::take_screen_size() {
    std::optional<Size> changed = state_->screen_changed;
    state_->screen_changed.reset();
    return changed;
}

Result<void> X11Link::take_refusal() {
    if (state_->refusal.empty()) return {};
    Error error(Errc::unavailable, "the X server: " + state_->refusal);
    state_->refusal.clear();
    // If it was the copy that was refused, its answer never comes.
    state_->moved = {};
    return error;
}

}  // namespace hall::kiosk::canvas
