"""What the offline brain says, three ways each, in three languages."""

GREETING = {
    "en": (
        "Hi! I'm the virtual assistant of {bot}.",
        "Hello! This is {bot}'s virtual assistant.",
        "Hi there! You've reached the virtual assistant of {bot}.",
    ),
    "pt": (
        "Oi! Sou o assistente virtual de {bot}.",
        "Olá! Aqui é o assistente virtual de {bot}.",
        "Oi, tudo bem? Sou o assistente virtual de {bot}.",
    ),
    "es": (
        "¡Hola! Soy el asistente virtual de {bot}.",
        "¡Hola! Le escribe el asistente virtual de {bot}.",
        "¡Hola! ¿Qué tal? Soy el asistente virtual de {bot}.",
    ),
}
THANKS = {
    "en": ("Thanks{name}!", "Got it{name}, thank you.", "Great{name}, noted."),
    "pt": ("Obrigado{name}!", "Anotado{name}.", "Perfeito{name}, anotei."),
    "es": ("¡Gracias{name}!", "Anotado{name}.", "Perfecto{name}, lo anoté."),
}
ALL_RIGHT = {
    "en": ("No problem.", "That's all right.", "Of course, no worries."),
    "pt": ("Sem problema.", "Tudo bem.", "Claro, fique à vontade."),
    "es": ("No hay problema.", "Está bien.", "Claro, no se preocupe."),
}
COMPLETE = {
    "en": (
        "Thank you{name}! I have everything I need. Someone from our team will get back to you here soon.",
        "That's all I needed{name}, thank you! Our team will write to you here shortly.",
        "Perfect{name}, thank you. One of us will be in touch with you very soon.",
    ),
    "pt": (
        "Obrigado{name}! Já tenho tudo o que preciso. Alguém da nossa equipe fala com você por aqui em breve.",
        "Era tudo o que eu precisava{name}, obrigado! Nossa equipe já vai falar com você por aqui.",
        "Perfeito{name}, obrigado. Em breve uma pessoa da equipe entra em contato.",
    ),
    "es": (
        "¡Gracias{name}! Ya tengo todo lo que necesito. Alguien de nuestro equipo le escribirá por aquí pronto.",
        "Eso era todo{name}, ¡gracias! Nuestro equipo le escribirá por aquí en breve.",
        "Perfecto{name}, gracias. Muy pronto una persona del equipo se pondrá en contacto.",
    ),
}
AFTERWARDS = {
    "en": (
        "Thanks for your message. Our team will answer you here soon.",
        "Noted, I'll pass it on to the team.",
        "Thank you! The team will read this and answer you here.",
    ),
    "pt": (
        "Obrigado pela mensagem. Nossa equipe responde por aqui em breve.",
        "Anotado, vou passar para a equipe.",
        "Obrigado! A equipe vai ler e responder por aqui.",
    ),
    "es": (
        "Gracias por su mensaje. Nuestro equipo le responderá por aquí pronto.",
        "Anotado, se lo paso al equipo.",
        "¡Gracias! El equipo lo leerá y le responderá por aquí.",
    ),
}
QUESTION = {
    "en": (
        "Good question: a colleague will answer it here. You can also ask me for a person at any time.",
        "I'll have somebody from the team answer that. If you'd rather talk to a person now, just say so.",
        "Our team will tell you more about that; say 'person' if you want one right away.",
    ),
    "pt": (
        "Boa pergunta: um colega responde por aqui. Se quiser, é só pedir para falar com uma pessoa.",
        "Vou pedir para alguém da equipe responder isso. Se preferir falar com uma pessoa agora, é só dizer.",
        "A equipe explica isso melhor; se quiser uma pessoa agora, é só pedir.",
    ),
    "es": (
        "Buena pregunta: un colega le responderá por aquí. También puede pedir hablar con una persona.",
        "Le pediré a alguien del equipo que responda eso. Si prefiere hablar con una persona ahora, dígamelo.",
        "El equipo se lo explicará mejor; si quiere una persona ahora, solo pídala.",
    ),
}
PICTURE = {
    "en": ("Here is a picture for you.", "I'm sending you a picture.", "Have a look at this picture."),
    "pt": ("Aqui está uma foto.", "Vou te mandar uma foto.", "Dá uma olhada nesta foto."),
    "es": ("Aquí tiene una foto.", "Le envío una foto.", "Mire esta foto."),
}
PERSON = {
    "en": (
        "Of course. I'm calling a colleague; they will write to you here as soon as they can.",
        "Sure, a person from our team will take over here shortly.",
        "I'm passing you on to a colleague, who will answer you right here.",
    ),
    "pt": (
        "Claro. Estou chamando um colega, que fala com você por aqui assim que puder.",
        "Sem dúvida, uma pessoa da equipe já assume a conversa por aqui.",
        "Vou passar para um colega, que responde por aqui mesmo.",
    ),
    "es": (
        "Claro. Estoy llamando a un colega, que le escribirá por aquí en cuanto pueda.",
        "Por supuesto, una persona del equipo seguirá la conversación por aquí.",
        "Le paso con un colega, que le responderá aquí mismo.",
    ),
}
ONLY_TEXT = {
    "en": ("I can only read text for now; a colleague will look at what you sent.",) * 3,
    "pt": ("Por enquanto só consigo ler texto; um colega vai ver o que você enviou.",) * 3,
    "es": ("Por ahora solo puedo leer texto; un colega verá lo que envió.",) * 3,
}
