"""What mail programs write around a quotation, in the languages of their users: data for quote.py."""

from __future__ import annotations


def _each(rows: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(part.split()) for part in rows.split("|") if part.strip()))


# "On ... <somebody> wrote:" in its many forms; matched as whole words, in any place of the line.
WROTE = _each(
    """
    wrote | writes | sent | a écrit | a ecrit | écrivait | écrit | كتب | كتبت | كتبَ |
    تمت كتابة ما يلي بواسطة | تمت كتابة | أرسل | كتبه | يكتب | نوشت | نوشته | نوشته است | نوشتند |
    نوشته‌است | می‌نویسد | yazdı | şunu yazdı | şunları yazdı | yazmış | yazdi | yazmıştır | schrieb |
    geschrieben | escribió | escribio | escreveu | ha scritto | scrive | scriveva | schreef | geschreven |
    napisał | napisała | napisał(a) | pisze | napsal | napsala | napsal(a) | napísal | napísala |
    napísal(a) | skrev | skreiv | kirjoitti | написал | написала | написал(а) | писал | писала | пишет |
    пише | написав | написала(в) | написа | је написао | је написала | napisao | napisala | napisao/la |
    je napisal | a scris | írta | ezt írta | έγραψε | kirjutas | rakstīja | rašė | parašė | va escriure |
    כתב | כתבה | כתב/ה | מאת | ने लिखा | menulis | đã viết | 書きました | のメール | 写道 | 寫道 | 作成 | 님이 작성 | 작성
    """
)

# The first word of such a line, so that one broken over several lines is put together again.
ON = _each(
    """
    on | at | le | am | el | em | il | op | w dniu | dnia | dne | dňa | den | på | vào | pada | la | a |
    в | во | on, | في | بتاريخ | در | در تاریخ | στις | την | בתאריך | ב-
    """
)

# "----- Original Message -----" and its kin, without the dashes.
ORIGINAL = _each(
    """
    original message | original appointment | message d'origine | message d’origine | message original |
    الرسالة الأصلية | رسالة أصلية | پیام اصلی | نامه اصلی | متن اصلی | özgün ileti | orijinal mesaj |
    orijinal ileti | asıl mesaj | ursprüngliche nachricht | ursprungliche nachricht | mensaje original |
    mensagem original | messaggio originale | messaggio originario | oorspronkelijk bericht |
    oorspronkelijke bericht | wiadomość oryginalna | oryginalna wiadomość | původní zpráva |
    původní e-mail | pôvodná správa | oprindelig meddelelse | opprinnelig melding |
    ursprungligt meddelande | originalmeddelande | alkuperäinen viesti | исходное сообщение |
    пересылаемое сообщение | оригинальное сообщение | оригинал сообщения | вихідне повідомлення |
    mesaj original | eredeti üzenet | αρχικό μήνυμα | הודעה מקורית | pesan asli | thư gốc | 元のメッセージ |
    原始邮件 | 原始郵件 | 邮件原件 | 원본 메시지 | reply message | reply separator | antwort nachricht
    """
)

FORWARDED = _each(
    """
    forwarded message | begin forwarded message | message transféré | message transfere |
    début du message transféré | début du message réexpédié | رسالة معاد توجيهها |
    الرسالة المعاد توجيهها | رسالة محولة | بدء الرسالة المعاد توجيهها | پیام هدایت شده | پیام هدایت‌شده |
    پیام فوروارد شده | پیام ارسالی | yönlendirilmiş ileti | yönlendirilen mesaj | iletilen mesaj |
    iletilmiş mesaj | i̇letilmiş mesaj | weitergeleitete nachricht |
    anfang der weitergeleiteten nachricht | mensaje reenviado | mensagem encaminhada |
    messaggio inoltrato | inizio messaggio inoltrato | doorgestuurd bericht | begin doorgestuurd bericht |
    wiadomość przekazana dalej | přeposlaná zpráva | videresendt meddelelse | videresendt melding |
    vidarebefordrat meddelande | välitetty viesti | пересланное сообщение | переслане повідомлення |
    mesaj redirecționat | továbbított üzenet | 转发邮件
    """
)

# The names of header fields as mail programs print them above a quotation.
FROM = frozenset(
    _each(
        """
        da | dari | de | de la | expéditeur | feladó | fra | from | från | gönderen | kimden | lähettäjä |
        no | nuo | od | remitente | saatja | từ | van | von | από | від | от | מאת | از | از طرف | المرسل |
        فرستنده | من | 发件人 | 寄件者 | 差出人 | 보낸 사람 | 보낸사람
        """
    )
)

DATE = frozenset(
    _each(
        """
        data | date | dato | datum | dikirim | dátum | elküldve | enviada | enviada em | enviado |
        enviado el | enviado em | envoye | envoyé | envoyé le | fecha | gesendet | gönderildi |
        gönderilme tarihi | gönderim tarihi | gönderme tarihi | inviato | lähetetty | ngày | odesláno |
        odoslané | päivämäärä | sendt | sent | sent at | skickat | tanggal | tarih | trimis | verzonden |
        wysłano | ημερομηνία | στάλθηκε | дата | надіслано | отправлено | נשלח | תאריך | أرسل | أُرسلت |
        ارسال شده | التاريخ | تاريخ | تاريخ الإرسال | تاریخ | تاریخ ارسال | تم الإرسال | زمان ارسال | 发送时间 |
        日時 | 日期 | 送信日時 | 날짜 | 보낸 날짜
        """
    )
)

OTHER = frozenset(
    _each(
        """
        a | aan | aihe | alıcı | an | antwort an | assunto | asunto | attachments | bcc | betreff | bilgi |
        cc | cci | chủ đề | copie à | címzett | către | do | dw | emne | importance | kepada | kime | kk |
        komu | konu | kopi | kopia | kopie | kopio | kópia | mailed by | másolat | objet | oggetto |
        onderwerp | organization | para | perihal | pour | predmet | předmět | reply to | reply-to |
        risposta | répondre à | subiect | subject | subjek | sujet | temat | til | till | to | tárgy |
        vastaanottaja | yanıt adresi | yanıtla | à | ämne | đến | θέμα | κοιν. | προς | кому | копия | копія |
        тема | אל | נושא | עותק | إلى | الرد على | المستلم | الموضوع | الى | به | رونوشت | عنوان | موضوع |
        نسخة | نسخة إلى | پاسخ به | کپی | گیرنده | 主旨 | 主题 | 件名 | 宛先 | 抄送 | 收件人 | 받는 사람 | 받는사람 | 제목 | 참조
        """
    )
)

# How a telephone signs; matched at the beginning or the end of a short last line.
SENT_FROM = _each(
    """
    sent from my | sent from | sent with | sent via | get outlook for | via mobile | envoyé de mon |
    envoyé depuis | envoyé à partir de | envoyé avec | télécharger outlook pour | provenance : |
    أرسلت من | أُرسلت من | أرسل من | مرسل من | تم الإرسال من | أُرسل من | الحصول على outlook |
    تحميل outlook | ارسال شده از | ارسال‌شده از | فرستاده شده از | فرستاده‌شده از | از آیفون من |
    دریافت outlook | gesendet von | von meinem | enviado desde | enviado do | enviado de | inviato da |
    verzonden vanaf | verstuurd vanaf | wysłano z | wysłane z | odesláno z | odoslané z | sendt fra |
    skickat från | lähetetty | отправлено с | надіслано з | trimis de pe | στάλθηκε από | נשלח מה |
    dikirim dari | được gửi từ | 发自我的 | 從我的 | iphoneから送信 | 나의 iphone | diese nachricht wurde von meinem
    """
)

SENT_FROM_ENDS = _each(
    """
    dan gönderildi | den gönderildi | ndan gönderildi | nden gönderildi | outlook'u edinin |
    outlook’u edinin | ارسال شد
    """
)
