"""How the offline brain asks for a field, three ways each, in three languages."""

ASK = {
    "name": {
        "en": ("What's your name?", "May I ask your name?", "Who am I talking to?"),
        "pt": ("Qual é o seu nome?", "Como você se chama?", "Com quem estou falando?"),
        "es": ("¿Cómo se llama?", "¿Me dice su nombre?", "¿Con quién tengo el gusto?"),
    },
    "email": {
        "en": ("What's your e-mail address?", "Which e-mail address can we use?", "Could you give me your e-mail?"),
        "pt": ("Qual é o seu e-mail?", "Que e-mail podemos usar?", "Pode me passar o seu e-mail?"),
        "es": ("¿Cuál es su correo electrónico?", "¿Qué correo podemos usar?", "¿Me da su correo, por favor?"),
    },
    "location": {
        "en": ("Where do you live?", "Which city are you in?", "What city do you live in?"),
        "pt": ("Onde você mora?", "Em que cidade você está?", "De que cidade você fala?"),
        "es": ("¿Dónde vive?", "¿En qué ciudad está?", "¿De qué ciudad nos escribe?"),
    },
    "phone": {
        "en": (
            "What's the best number to call you on, with area code? Or is this WhatsApp number fine?",
            "Can we call you on this WhatsApp number, or is there a better one?",
            "Which phone number should we use: this WhatsApp number, or another one?",
        ),
        "pt": (
            "Qual é o melhor telefone para contato, com DDD? Ou pode ser este número do WhatsApp?",
            "Podemos ligar para este número do WhatsApp, ou prefere passar outro?",
            "Que telefone usamos: este mesmo do WhatsApp, ou outro?",
        ),
        "es": (
            "¿Cuál es el mejor teléfono para llamarle, con código de área? ¿O sirve este número de WhatsApp?",
            "¿Podemos llamarle a este número de WhatsApp, o prefiere darnos otro?",
            "¿Qué teléfono usamos: este mismo de WhatsApp, u otro?",
        ),
    },
}
ASK_HIDDEN_PHONE = {
    "en": (
        "What's your phone number, with area code?",
        "Which number can we call you on?",
        "Could you give me your phone number?",
    ),
    "pt": (
        "Qual é o seu telefone, com DDD?",
        "Em que número podemos ligar para você?",
        "Pode me passar o seu telefone, com DDD?",
    ),
    "es": (
        "¿Cuál es su teléfono, con código de área?",
        "¿A qué número podemos llamarle?",
        "¿Me da su número de teléfono?",
    ),
}
"""For chats whose number WhatsApp hides: there is no "this number" to offer."""

ASK_OWN = {
    "en": ("Could you tell me this: {label}?", "And what about this: {label}?", "One more thing: {label}?"),
    "pt": ("Pode me dizer: {label}?", "E sobre isto: {label}?", "Mais uma coisa: {label}?"),
    "es": ("¿Me puede decir: {label}?", "¿Y sobre esto: {label}?", "Una cosa más: ¿{label}?"),
}
"""For the fields of a bot's own that come without a question."""

RETRY = {
    "email": {
        "en": (
            "That address doesn't look complete.",
            "I couldn't read that as an e-mail address.",
            "There seems to be a typo in that address.",
        ),
        "pt": (
            "Esse e-mail parece incompleto.",
            "Não consegui ler isso como um e-mail.",
            "Parece que há um erro nesse e-mail.",
        ),
        "es": (
            "Ese correo parece incompleto.",
            "No pude leer eso como un correo.",
            "Parece que hay un error en ese correo.",
        ),
    },
    "phone": {
        "en": (
            "That number doesn't look complete; please include the area code.",
            "I couldn't read that as a phone number.",
            "There seems to be a digit too few or too many.",
        ),
        "pt": (
            "Esse número parece incompleto; inclua o DDD, por favor.",
            "Não consegui ler isso como um telefone.",
            "Parece que falta ou sobra um dígito nesse número.",
        ),
        "es": (
            "Ese número parece incompleto; incluya el código de área, por favor.",
            "No pude leer eso como un teléfono.",
            "Parece que falta o sobra un dígito en ese número.",
        ),
    },
}
