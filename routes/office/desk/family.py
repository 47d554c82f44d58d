"""`/office/families/{id}`: one parent, the children, the timeline and the advice; and the mail button."""

import secrets
from typing import Any

from litestar import Response, get, post
from litestar.exceptions import NotFoundException

from language.text import _
from models.core import school
from models.desk import reissue
from models.desk.family import family, record_view, still_leaving
from models.desk.merge_undo import merged_into
from models.desk.merging import kept_instead
from models.desk.notes import notes_on
from models.desk.timeline import timeline
from models.families.event import Actor
from models.outbox import mail
from models.staff import sessions
from routes.office.common.event_words import words
from routes.office.common.page import OfficePage
from routes.office.desk import list_address
from routes.office.desk.advice import advice
from routes.web.form import query_value, read_form
from routes.web.number import RowId
from routes.web.office import Staff, StaffActor
from routes.web.page import block_wanted
from routes.web.request import Request


async def family_page(
    by: Actor,
    guardian: int,
    *,
    notice: str = "",
    whole: bool = False,
    searched: str = "",
    by_itself: bool = False,
    **options: Any,
) -> OfficePage:
    """The page of this adult; `notice` is a name of `_notice`. `searched` is the list that it was opened from, else the
    session has it; `by_itself`: the page looks whether a mail has left. Raises `NotFoundException`.
    """
    try:
        adults = await family(guardian)
    except LookupError:
        raise NotFoundException from None
    written = await notes_on([each.id for each in adults])
    if not by_itself:
        await record_view(guardian, by)
    return OfficePage(
        "office/family/show.html",
        section="families",
        adult=adults[0],
        others=adults[1:],
        timelines={each.id: await timeline(each.id, whole=whole and each is adults[0]) for each in adults},
        notes={each.id: [note for note in written if note.guardian == each.id] for each in adults},
        whole=whole,
        advice=advice,
        words=words,
        notice_text=_notice(notice),
        form_key=secrets.token_urlsafe(12),
        searched=searched,
        by_itself=by_itself,
        merged=await merged_into(guardian),
        leaving=adults[0].mail is not None and adults[0].mail.state == mail.QUEUED,
        weekly_mail_day=school.settings().weekly_mail_day,
        **options,
    )


def _notice(name: str) -> str:
    return {
        "invited": _("L’invitation est prête. Elle part toute seule."),
        "reset": _("Le mail pour un nouveau mot de passe est prêt. Il part tout seul."),
        "waiting": _("Un mail attend déjà de partir. Nous n’en avons pas fait un autre."),
        "often": _("Trois mails sont déjà partis vers cette adresse depuis une heure. Donnez un code au téléphone."),
        "no-code": _("Nous n’avons pas fait de code : le compte est fermé, ou il n’y a plus d’enfant."),
        "address": _("L’adresse est corrigée. Les liens envoyés avant ne marchent plus."),
        "address-shared": _(
            "L’adresse est corrigée. Un autre parent a la même : c’est permis, chacun garde son compte et ses mails."
        ),
        "no-address": _("L’adresse est enlevée. Imprimez une lettre, ou donnez un code au téléphone."),
        "phone": _("Le téléphone est corrigé."),
        "no-phone": _("Le téléphone est enlevé."),
        "name": _("Le nom est corrigé. Le nom d’utilisateur ne change pas."),
        "disabled": _("Le compte est fermé. La personne est déconnectée."),
        "sessions-ended": _("La personne est déconnectée de tous ses appareils."),
        "enabled": _("Le compte est ouvert de nouveau."),
        "access-ended": _("L’accès est terminé, et aucun import ne le rend."),
        "access-later": _("L’accès se terminera à la date choisie, et aucun import ne le rend."),
        "access-restored": _("L’accès est rendu."),
        "merged": _("Les deux comptes sont réunis. Pendant un jour, vous pouvez encore les séparer."),
        "parted": _("Les comptes sont séparés. Chacun a de nouveau ce qu’il avait."),
        "nothing": _("Aucun mail n’est parti : cette personne ne peut pas en recevoir."),
    }.get(name, "")


@get("/families/{guardian_id:str}")
async def show_family(request: Request, staff: Staff, by: StaffActor, guardian_id: RowId) -> Response[None]:
    """One family; `?all=yes` shows the whole timeline. `?only=yes`: the only hit, whose search is kept already. An
    account that was merged leads to the one that was kept.

    The page that waits for a mail to leave gets 204 as long as there is no news.
    """
    scope = request.scope
    searched = "" if query_value(scope, "only") else list_address.came_from(scope)
    by_itself = block_wanted(scope) == "live"
    if kept := await kept_instead(guardian_id):
        return await family_page(by, kept, at=f"/office/families/{kept}")
    if by_itself and await still_leaving(guardian_id):
        return Response(None, status_code=204)
    if searched and not by_itself:
        await sessions.keep_search(staff, searched)
    return await family_page(
        by,
        guardian_id,
        notice=query_value(scope, "notice"),
        whole=query_value(scope, "all") == "yes",
        searched=searched or "",
        by_itself=by_itself,
    )


@post("/families/{guardian_id:str}/mail")
async def send_mail(request: Request, by: StaffActor, guardian_id: RowId) -> OfficePage:
    """Queue an invitation or a reset mail, once for each form. The page says what was done."""
    form = await read_form(request)
    try:
        notice = await reissue.send(guardian_id, by, form.get("once", ""))
    except LookupError:
        raise NotFoundException from None
    return await family_page(by, guardian_id, notice=notice, at=f"/office/families/{guardian_id}?notice={notice}")
