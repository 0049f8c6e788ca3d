# Loaded by Orca at its start as its user's own customisation: instead of to a
# voice, what is said goes to the test as lines of JSON, with a heartbeat that
# tells whether Orca has anything left to do.
import json
import os
import time

import orca.event_manager as event_manager
import orca.settings as settings
import orca.speech as speech
from gi.repository import GLib

OUT = os.fdopen(int(os.environ["LISTEN_FD"]), "w", buffering=1, encoding="utf-8")
STATE = {"events": 0, "loads": 0}
LAST = [time.monotonic()]


def tell(**what):
    OUT.write(json.dumps(what, ensure_ascii=False) + "\n")


def say(text):
    LAST[0] = time.monotonic()
    text = " ".join(str(text or "").split())
    if text:
        tell(said=text)


class Ear:
    """Stands where Orca expects a speech server."""

    def speak(self, text=None, acss=None, interrupt=True, *rest, **named):
        say(text)

    def speakCharacter(self, character, acss=None):
        say(character)

    def speakKeyEvent(self, event, acss=None):
        pass

    def sayAll(self, utterances, progress):
        for context, _ in utterances:
            say(context.utterance)

    def getInfo(self):
        return ["ear", "default"]

    def getVoiceFamilies(self):
        return []

    def __getattr__(self, name):
        return lambda *args, **named: None


speech._speechserver = Ear()
speech.init = speech.shutdown = lambda *args, **named: None


def before(name, act):
    """Calls act before a method of Orca's event manager."""
    method = getattr(event_manager.EventManager, name)

    def both(self, *args, **named):
        act(*args)
        return method(self, *args, **named)

    setattr(event_manager.EventManager, name, both)


def arrived(event=None, *rest):
    LAST[0] = time.monotonic()
    STATE["events"] += 1
    if str(getattr(event, "type", "")).startswith("document:load-complete"):
        STATE["loads"] += 1


def handled(*rest):
    LAST[0] = time.monotonic()


def beat():
    queue = event_manager.getManager()._eventQueue.qsize()
    idle = 0 if queue else int(1000 * (time.monotonic() - LAST[0]))
    tell(beat=dict(STATE, idle=idle))
    return True


before("_enqueue", arrived)
before("_processObjectEvent", handled)
# Low priority: a heartbeat comes only when Orca has nothing else to do.
GLib.timeout_add(50, beat, priority=GLib.PRIORITY_LOW)

# Pages are heard key by key; reading all of one is asked for by a key.
settings.sayAllOnLoad = settings.pageSummaryOnLoad = False
settings.enableBraille = settings.enableBrailleMonitor = settings.enableSound = False
settings.enableKeyEcho = settings.enableEchoByWord = False
