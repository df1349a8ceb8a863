"""The toolbox as LangChain tools and as functions of OpenAI's interface."""
